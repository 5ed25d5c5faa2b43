import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills topics, and says in JSON what a broker knows: a line of question, a line of answer. */
public class Asker {
    public static void main(String[] args) throws Exception {
        Scanner questions = new Scanner(System.in);
        while (questions.hasNextLine()) {
            String answer;
            try {
                Properties at = new Properties();
                at.setProperty("bootstrap.servers", args[0]);
                answer = answer(at, questions.nextLine().split(" "));
            } catch (Exception e) {
                answer = "{\"error\": \"" + String.valueOf(e).replaceAll("[^ -~]|[\"\\\\]", " ") + "\"}";
            }
            System.out.println(answer);
        }
    }

    private static String answer(Properties at, String[] question) throws Exception {
        switch (question[0]) {
            case "create":
                return create(at, question[1], Integer.parseInt(question[2]));
            case "fill":
                return fill(at, question[1], Integer.parseInt(question[2]), Integer.parseInt(question[3]));
            case "read":
                return read(at, question[1]);
            case "groups":
                return groups(at);
            case "transactions":
                return transactions(at);
            default:
                throw new IllegalArgumentException(question[0]);
        }
    }

    private static String create(Properties at, String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(at)) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
            return "{}";
        }
    }

    private static String fill(Properties at, String topic, int from, int to) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(at, new StringSerializer(), new StringSerializer())) {
            IntStream.range(from, to).forEach(n -> producer.send(new ProducerRecord<>(topic, String.valueOf(n), String.valueOf(n))));
        }
        return "{}";
    }

    /** How many records a reader sees that wants whole transactions only, and how many of them are different. */
    private static String read(Properties at, String topic) {
        at.setProperty("isolation.level", "read_committed");
        at.setProperty("auto.offset.reset", "earliest");
        at.setProperty("enable.auto.commit", "false");
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(at, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long count = 0;
            Set<String> values = new HashSet<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    count++;
                    values.add(record.value());
                }
            }
            return "{\"records\": " + count + ", \"different\": " + values.size() + "}";
        }
    }

    /** Each group, and up to where it has committed, over all partitions. */
    private static String groups(Properties at) throws Exception {
        try (Admin admin = Admin.create(at)) {
            List<String> said = new ArrayList<>();
            for (String group : admin.listConsumerGroups().all().get().stream().map(listing -> listing.groupId()).sorted().collect(Collectors.toList())) {
                long committed =
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                                .filter(offset -> offset != null)
                                .mapToLong(offset -> offset.offset())
                                .sum();
                said.add("\"" + group + "\": " + committed);
            }
            return "{" + String.join(", ", said) + "}";
        }
    }

    /** The ids of all transactions, and their timeouts. */
    private static String transactions(Properties at) throws Exception {
        try (Admin admin = Admin.create(at)) {
            List<String> ids = admin.listTransactions().all().get().stream().map(TransactionListing::transactionalId).sorted().collect(Collectors.toList());
            Set<Long> timeouts = new TreeSet<>();
            for (TransactionDescription description : admin.describeTransactions(ids).all().get().values()) timeouts.add(description.transactionTimeoutMs());
            String quoted = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(", "));
            return "{\"ids\": [" + quoted + "], \"timeouts\": " + timeouts + "}";
        }
    }
}
