import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptionsInternal;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptionsInternal;
import org.apache.flink.kubernetes.entrypoint.KubernetesWorkerResourceSpecFactory;
import org.apache.flink.kubernetes.kubeclient.FlinkPod;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesJobManagerFactory;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesTaskManagerFactory;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesJobManagerParameters;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesTaskManagerParameters;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.Container;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.ContainerBuilder;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.Pod;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.PodBuilder;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.utils.Serialization;
import org.apache.flink.kubernetes.utils.KubernetesUtils;
import org.apache.flink.runtime.clusterframework.ContaineredTaskManagerParameters;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.externalresource.ExternalResourceUtils;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Asks the Flink on the class path which pods its native Kubernetes mode creates. It talks to no cluster.
 *
 * <p>Standard input has one question a line, {@code {"component": "jobmanager", "options": {...}, "template": {...}, "files": ["log4j-console.properties"]}},
 * where the options are those that the operator hands over and {@code "taskManagerTemplate": true} says that TaskManagers have a template; standard output gets one answer a line, {@code {"ok": true, "pod": {...}}}
 * or {@code {"ok": false, "error": "..."}}.
 */
public final class FlinkPods {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAIN_CONTAINER = "flink-main-container";

    private FlinkPods() {}

    public static void main(String[] args) throws Exception {
        readFlatFile();
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
            }
        }
        out.flush();
    }

    /** Flink 1 reads the configuration file that the operator gives it, by its former name; Flink 2 knows one name only. */
    private static void readFlatFile() throws Exception {
        for (Method method : GlobalConfiguration.class.getDeclaredMethods()) {
            if (method.getName().equals("setStandardYaml")) method.invoke(null, false);
        }
    }

    private static ObjectNode answer(JsonNode question) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            Configuration configuration = new Configuration();
            question.get("options").fields().forEachRemaining(e -> configuration.setString(e.getKey(), e.getValue().asText()));
            configuration.set(DeploymentOptionsInternal.CONF_DIR, folderWith(question.get("files")));
            if (question.path("taskManagerTemplate").asBoolean()) {
                File made = File.createTempFile("template", ".yaml");
                made.deleteOnExit();
                configuration.set(KubernetesConfigOptions.TASK_MANAGER_POD_TEMPLATE, made.getPath());
            }
            FlinkPod template = template(question.get("template"));
            Pod pod = question.get("component").asText().equals("jobmanager")
                    ? jobManager(configuration, template) : taskManager(configuration, template);
            answer.put("ok", true).set("pod", JSON.readTree(Serialization.asJson(pod)));
        } catch (Exception | ExceptionInInitializerError e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            answer.put("ok", false).put("error", cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
        return answer;
    }

    /** As the cluster descriptor does: ports are fixed first, then the Deployment is made. */
    private static Pod jobManager(Configuration configuration, FlinkPod template) throws Exception {
        configuration.set(KubernetesConfigOptionsInternal.ENTRY_POINT_CLASS, "any");
        KubernetesUtils.checkAndUpdatePortConfigOption(configuration, BlobServerOptions.PORT, 6124);
        KubernetesUtils.checkAndUpdatePortConfigOption(configuration, TaskManagerOptions.RPC_PORT, 6122);
        KubernetesUtils.checkAndUpdatePortConfigOption(configuration, RestOptions.BIND_PORT, 8081);
        if (HighAvailabilityMode.isHighAvailabilityModeActivated(configuration)) {
            KubernetesUtils.checkAndUpdatePortConfigOption(
                    configuration, HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE, configuration.get(JobManagerOptions.PORT));
        }
        ClusterSpecification cluster = new ClusterSpecification.ClusterSpecificationBuilder()
                .setMasterMemoryMB(jobManagerMemory(configuration).getTotalProcessMemorySize().getMebiBytes())
                .createClusterSpecification();
        var deployment = KubernetesJobManagerFactory.buildKubernetesJobManagerSpecification(
                template, new KubernetesJobManagerParameters(configuration, cluster)).getDeployment();
        return new PodBuilder()
                .withMetadata(deployment.getSpec().getTemplate().getMetadata())
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .build();
    }

    /** As the JobManager does when it asks for its first TaskManager. */
    private static Pod taskManager(Configuration configuration, FlinkPod template) throws Exception {
        KubernetesUtils.checkAndUpdatePortConfigOption(configuration, TaskManagerOptions.RPC_PORT, 6122);
        TaskExecutorProcessSpec process = TaskExecutorProcessUtils.processSpecFromWorkerResourceSpec(
                configuration, KubernetesWorkerResourceSpecFactory.INSTANCE.createDefaultWorkerResourceSpec(configuration));
        String podName = configuration.get(KubernetesConfigOptions.CLUSTER_ID) + "-taskmanager-1-1";
        return KubernetesTaskManagerFactory.buildTaskManagerKubernetesPod(template, new KubernetesTaskManagerParameters(
                configuration,
                podName,
                "-Dtaskmanager.resource-id='" + podName + "'",
                ProcessMemoryUtils.generateJvmParametersStr(process),
                ContaineredTaskManagerParameters.create(configuration, process),
                ExternalResourceUtils.getExternalResourceConfigurationKeys(
                        configuration, KubernetesConfigOptions.EXTERNAL_RESOURCE_KUBERNETES_CONFIG_KEY_SUFFIX),
                Collections.emptySet())).getInternalResource();
    }

    /** By name, because Flink 1 has it with an old option to interpret and Flink 2 without. */
    private static JobManagerProcessSpec jobManagerMemory(Configuration configuration) throws Exception {
        for (Method method : JobManagerProcessUtils.class.getDeclaredMethods()) {
            if (method.getName().equals("processSpecFromConfigWithNewOptionToInterpretLegacyHeap")) {
                return (JobManagerProcessSpec) method.invoke(null, configuration, JobManagerOptions.TOTAL_PROCESS_MEMORY);
            }
        }
        Method method = JobManagerProcessUtils.class.getDeclaredMethod("processSpecFromConfig", Configuration.class);
        method.setAccessible(true);
        return (JobManagerProcessSpec) method.invoke(null, configuration);
    }

    /** Flink keeps the main container apart while it builds a pod. */
    private static FlinkPod template(JsonNode template) throws Exception {
        Pod pod = Serialization.unmarshal(JSON.writeValueAsString(template), Pod.class);
        List<Container> others = new ArrayList<>();
        Container main = new ContainerBuilder().build();
        for (Container container : pod.getSpec() == null ? List.<Container>of() : pod.getSpec().getContainers()) {
            if (MAIN_CONTAINER.equals(container.getName())) main = container;
            else others.add(container);
        }
        return new FlinkPod(new PodBuilder(pod).editOrNewSpec().withContainers(others).endSpec().build(), main);
    }

    /** Which log files a pod mounts depends on which its creator finds in its own configuration folder. */
    private static String folderWith(JsonNode files) throws Exception {
        Path folder = Files.createTempDirectory("flink-pods-");
        folder.toFile().deleteOnExit();
        for (JsonNode file : files) {
            File made = Files.writeString(folder.resolve(file.asText()), "").toFile();
            made.deleteOnExit();
        }
        return folder.toString();
    }
}
