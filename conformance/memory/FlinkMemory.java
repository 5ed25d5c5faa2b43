import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Asks the Flink on the class path how it splits a process's memory.
 *
 * <p>Standard input has one question a line, {@code {"component": "taskmanager", "options": {"key": "value"}}};
 * standard output gets one answer a line, {@code {"ok": true, "bytes": {...}, "jvmArgs": "..."}} or
 * {@code {"ok": false, "error": "..."}}. Flink 1.x reads {@code <component>.heap.size} as another option, which one
 * depends on who starts the process: {@code "legacyHeap": "process" | "flink" | "heap"} says it, absent means unread.
 */
public final class FlinkMemory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FlinkMemory() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
            }
        }
        out.flush();
    }

    private static ObjectNode answer(JsonNode question) {
        Configuration configuration = new Configuration();
        question.get("options").fields().forEachRemaining(e -> configuration.setString(e.getKey(), e.getValue().asText()));
        String legacyHeap = question.path("legacyHeap").asText("");
        ObjectNode answer = JSON.createObjectNode();
        try {
            answer.put("ok", true);
            if (question.get("component").asText().equals("taskmanager")) taskManager(configuration, legacyHeap, answer);
            else jobManager(configuration, legacyHeap, answer);
            return answer;
        } catch (Exception | ExceptionInInitializerError e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            return JSON.createObjectNode().put("ok", false).put("error", cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

    private static void taskManager(Configuration given, String legacyHeap, ObjectNode answer) throws Exception {
        Map<String, ConfigOption<MemorySize>> targets =
                Map.of("process", TaskManagerOptions.TOTAL_PROCESS_MEMORY, "flink", TaskManagerOptions.TOTAL_FLINK_MEMORY);
        Configuration configuration = given;
        Optional<Method> mapping = method(TaskExecutorProcessUtils.class, "getConfigurationMapLegacyTaskManagerHeapSizeToConfigOption");
        if (mapping.isPresent() && targets.containsKey(legacyHeap)) {
            configuration = (Configuration) mapping.get().invoke(null, given, targets.get(legacyHeap));
        }
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        answer.putObject("bytes")
                .put("totalProcess", spec.getTotalProcessMemorySize().getBytes())
                .put("totalFlink", spec.getTotalFlinkMemorySize().getBytes())
                .put("frameworkHeap", spec.getFlinkMemory().getFrameworkHeap().getBytes())
                .put("taskHeap", spec.getTaskHeapSize().getBytes())
                .put("frameworkOffHeap", spec.getFlinkMemory().getFrameworkOffHeap().getBytes())
                .put("taskOffHeap", spec.getTaskOffHeapSize().getBytes())
                .put("network", spec.getNetworkMemSize().getBytes())
                .put("managed", spec.getManagedMemorySize().getBytes())
                .put("jvmMetaspace", spec.getJvmMetaspaceSize().getBytes())
                .put("jvmOverhead", spec.getJvmOverheadSize().getBytes());
        answer.put("jvmArgs", ProcessMemoryUtils.generateJvmParametersStr(spec));
    }

    private static void jobManager(Configuration configuration, String legacyHeap, ObjectNode answer) throws Exception {
        Map<String, ConfigOption<MemorySize>> targets = Map.of(
                "process", JobManagerOptions.TOTAL_PROCESS_MEMORY,
                "flink", JobManagerOptions.TOTAL_FLINK_MEMORY,
                "heap", JobManagerOptions.JVM_HEAP_MEMORY);
        Optional<Method> withLegacy = method(JobManagerProcessUtils.class, "processSpecFromConfigWithNewOptionToInterpretLegacyHeap");
        JobManagerProcessSpec spec = (JobManagerProcessSpec) (withLegacy.isPresent() && targets.containsKey(legacyHeap)
                ? withLegacy.get().invoke(null, configuration, targets.get(legacyHeap))
                : method(JobManagerProcessUtils.class, "processSpecFromConfig").get().invoke(null, configuration));
        answer.putObject("bytes")
                .put("totalProcess", spec.getTotalProcessMemorySize().getBytes())
                .put("totalFlink", spec.getTotalFlinkMemorySize().getBytes())
                .put("jvmHeap", spec.getJvmHeapMemorySize().getBytes())
                .put("offHeap", spec.getJvmDirectMemorySize().getBytes())
                .put("jvmMetaspace", spec.getJvmMetaspaceSize().getBytes())
                .put("jvmOverhead", spec.getJvmOverheadSize().getBytes());
        answer.put("jvmArgs", JobManagerProcessUtils.generateJvmParametersStr(spec, configuration));
    }

    /** By name, because the sets of these methods and their visibility differ between Flink 1 and 2. */
    private static Optional<Method> method(Class<?> owner, String name) {
        Optional<Method> found = Stream.of(owner.getDeclaredMethods()).filter(m -> m.getName().equals(name)).findFirst();
        found.ifPresent(m -> m.setAccessible(true));
        return found;
    }
}
