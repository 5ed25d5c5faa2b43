import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Counts records by key, and knows what each count must be: each record carries it. A count that is too small was lost, one that
 * is too large counted a record twice. Sets nothing that a configuration can set.
 *
 * <p>With the job parameter "fault" it goes wrong, to see that it is noticed: "forget" keeps the counts where no checkpoint holds
 * them, "double" counts some records twice.
 */
public class StatefulJob {
    /** The turns are so many that no run comes to their end, and divide evenly over the readers: each has a range of its own. */
    private static final int RANGE_BITS = 40;

    /** The numbers of a turn: each turn waits for a permit, which costs more than to count a record. */
    private static final long TURN = 50;

    /** Of each reader. So many that RocksDB's files are worth sharing between checkpoints. */
    private static final long KEYS = 2_500;

    /** Of all readers: so many that every key comes again in the time that is waited for it after a failure. */
    private static final double RECORDS_PER_SECOND = 2_500;

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        long turns = (long) env.getParallelism() << RANGE_BITS;
        GeneratorFunction<Long, Long> turn = number -> number;
        env.fromSource(
                        new DataGeneratorSource<>(turn, turns, RateLimiterStrategy.perSecond(RECORDS_PER_SECOND / TURN), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .flatMap(new Expect())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .uid("expect")
                .name("expect")
                .keyBy(record -> record.f0, Types.LONG)
                .process(new Count())
                .returns(Types.LONG)
                .uid("count")
                .name("count")
                .sinkTo(new DiscardingSink<>())
                .uid("discard")
                .name("discard");
        env.execute();
    }

    /** From a turn to its numbers: of each the key, and how often that key has been seen when the number comes. */
    static class Expect implements FlatMapFunction<Long, Tuple2<Long, Long>> {
        @Override
        public void flatMap(Long turn, Collector<Tuple2<Long, Long>> out) {
            long range = turn >> RANGE_BITS;
            long first = (turn & ((1L << RANGE_BITS) - 1)) * TURN;
            for (long place = first; place < first + TURN; place++) {
                out.collect(Tuple2.of(range * KEYS + place % KEYS, place / KEYS + 1));
            }
        }
    }

    /** Counts, compares, and shows as metrics what the comparison found since this attempt began. */
    static class Count extends KeyedProcessFunction<Long, Tuple2<Long, Long>, Long> {
        private transient String fault;
        private transient Map<Long, Long> forgotten;
        private transient ValueState<Long> state;
        private transient long records;
        private transient long lost;
        private transient long doubled;
        private transient long first;

        @Override
        public void open(OpenContext context) {
            fault = getRuntimeContext().getGlobalJobParameters().getOrDefault("fault", "none");
            forgotten = new HashMap<>();
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
            MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("conformance");
            metrics.gauge("records", (Gauge<Long>) () -> records);
            metrics.gauge("lost", (Gauge<Long>) () -> lost);
            metrics.gauge("doubled", (Gauge<Long>) () -> doubled);
            // what the state held when the first record came: more than 0 only if it was restored
            metrics.gauge("first", (Gauge<Long>) () -> first);
        }

        @Override
        public void processElement(Tuple2<Long, Long> record, Context context, Collector<Long> out) throws Exception {
            Long before = fault.equals("forget") ? forgotten.get(record.f0) : state.value();
            long count = (before == null ? 0 : before) + 1;
            if (records++ == 0) {
                first = count - 1;
            }
            if (count < record.f1) {
                lost++;
            }
            if (count > record.f1) {
                doubled++;
            }
            if (fault.equals("forget")) {
                forgotten.put(record.f0, count);
            }
            state.update(fault.equals("double") && record.f1 == 3 ? count + 1 : count);
            out.collect(count);
        }
    }
}
