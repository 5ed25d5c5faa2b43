import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.api.AbstractFlinkResource;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.FlinkSessionJob;
import org.apache.flink.kubernetes.operator.api.FlinkStateSnapshot;
import org.apache.flink.kubernetes.operator.api.spec.AbstractFlinkSpec;
import org.apache.flink.kubernetes.operator.api.spec.FlinkBlueGreenDeploymentSpec;
import org.apache.flink.kubernetes.operator.api.spec.FlinkDeploymentSpec;
import org.apache.flink.kubernetes.operator.api.spec.FlinkSessionJobSpec;
import org.apache.flink.kubernetes.operator.api.spec.KubernetesDeploymentMode;
import org.apache.flink.kubernetes.operator.config.FlinkConfigManager;
import org.apache.flink.kubernetes.operator.reconciler.diff.FlinkBlueGreenDeploymentSpecDiff;
import org.apache.flink.kubernetes.operator.reconciler.diff.ReflectiveDiffBuilder;
import org.apache.flink.kubernetes.operator.validation.DefaultValidator;

/**
 * Asks the classes of the operator on the class path what they make of a resource. It talks to no cluster.
 *
 * <p>The arguments are the operator's own configuration, {@code key=value} each. Standard input has one question a line:
 *
 * <ul>
 *   <li>{@code {"ask": "verdict", "resource": {...}, "related": {...}}}: does the validator accept it? {@code related} is the session cluster of a session
 *       job or what a snapshot is of.
 *   <li>{@code {"ask": "change", "kind": "FlinkDeployment", "before": {spec}, "after": {spec}}}: what does the operator do about a change?
 *   <li>{@code {"ask": "configuration", "resource": {...}}}: which configuration does Flink get?
 * </ul>
 */
public final class OperatorClasses {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FlinkConfigManager configurations;
    private final DefaultValidator validator;

    private OperatorClasses(Configuration configuration) {
        configurations = new FlinkConfigManager(configuration);
        validator = new DefaultValidator(configurations);
    }

    public static void main(String[] args) throws Exception {
        Configuration configuration = new Configuration();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            configuration.setString(pair[0], pair[1]);
        }
        OperatorClasses operator = new OperatorClasses(configuration);
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(operator.answer(JSON.readTree(line))));
        }
        out.flush();
        // the operator watches its configuration in a thread that would keep this process alive
        System.exit(0);
    }

    private ObjectNode answer(JsonNode question) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            switch (question.get("ask").asText()) {
                case "verdict":
                    Optional<String> refusal = refusal(question.get("resource"), question.path("related"));
                    answer.put("verdict", refusal.isPresent() ? "REFUSED" : "ACCEPTED");
                    refusal.ifPresent(words -> answer.put("words", words));
                    break;
                case "change":
                    answer.put("verdict", change(question));
                    break;
                case "configuration":
                    FlinkDeployment deployment = read(question.get("resource"), FlinkDeployment.class);
                    answer.set("configuration", JSON.valueToTree(new TreeMap<>(
                            configurations.getDeployConfig(deployment.getMetadata(), deployment.getSpec()).toMap())));
                    break;
                default:
                    throw new IllegalArgumentException("no such question: " + question);
            }
        } catch (JsonProcessingException e) {
            // the operator's Kubernetes client could not read it either
            answer.put("verdict", "UNREADABLE").put("words", firstLine(e.getOriginalMessage()));
        } catch (Exception | LinkageError e) {
            answer.put("verdict", "THROWS").put("words", firstLine(e.toString()));
        }
        return answer;
    }

    private Optional<String> refusal(JsonNode resource, JsonNode related) throws JsonProcessingException {
        switch (resource.get("kind").asText()) {
            case "FlinkDeployment":
                return validator.validateDeployment(read(resource, FlinkDeployment.class));
            case "FlinkSessionJob":
                return validator.validateSessionJob(read(resource, FlinkSessionJob.class),
                        related.isMissingNode() ? Optional.empty() : Optional.of(read(related, FlinkDeployment.class)));
            case "FlinkStateSnapshot":
                return validator.validateStateSnapshot(read(resource, FlinkStateSnapshot.class),
                        related.isMissingNode() ? Optional.empty() : Optional.of(target(related)));
            default:
                throw new IllegalArgumentException("the validator judges no " + resource.get("kind"));
        }
    }

    private static AbstractFlinkResource<?, ?> target(JsonNode resource) throws JsonProcessingException {
        if (resource.get("kind").asText().equals("FlinkSessionJob")) return read(resource, FlinkSessionJob.class);
        return read(resource, FlinkDeployment.class);
    }

    private static String change(JsonNode question) throws JsonProcessingException {
        JsonNode before = question.get("before");
        JsonNode after = question.get("after");
        switch (question.get("kind").asText()) {
            case "FlinkBlueGreenDeployment":
                FlinkBlueGreenDeploymentSpec next = read(after, FlinkBlueGreenDeploymentSpec.class);
                KubernetesDeploymentMode mode = KubernetesDeploymentMode.getDeploymentMode(next.getTemplate().getSpec());
                return new FlinkBlueGreenDeploymentSpecDiff(mode, read(before, FlinkBlueGreenDeploymentSpec.class), next).compare().toString();
            case "FlinkSessionJob":
                return difference(KubernetesDeploymentMode.NATIVE, read(before, FlinkSessionJobSpec.class), read(after, FlinkSessionJobSpec.class));
            default:
                FlinkDeploymentSpec spec = read(after, FlinkDeploymentSpec.class);
                return difference(KubernetesDeploymentMode.getDeploymentMode(spec), read(before, FlinkDeploymentSpec.class), spec);
        }
    }

    private static <T extends AbstractFlinkSpec> String difference(KubernetesDeploymentMode mode, T before, T after) {
        return new ReflectiveDiffBuilder<T>(mode, before, after).build().getType().toString();
    }

    private static <T> T read(JsonNode object, Class<T> type) throws JsonProcessingException {
        return JSON.treeToValue(object, type);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
