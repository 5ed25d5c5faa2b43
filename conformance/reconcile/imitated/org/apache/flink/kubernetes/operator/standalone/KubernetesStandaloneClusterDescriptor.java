package org.apache.flink.kubernetes.operator.standalone;

import java.io.File;
import java.util.Optional;
import org.apache.flink.client.deployment.ClusterDeploymentException;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.client.deployment.application.ApplicationConfiguration;
import org.apache.flink.client.program.ClusterClientProvider;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.kubeclient.FlinkPod;
import org.apache.flink.kubernetes.operator.kubeclient.FlinkStandaloneKubeClient;
import org.apache.flink.kubernetes.operator.kubeclient.factory.StandaloneKubernetesJobManagerFactory;
import org.apache.flink.kubernetes.operator.kubeclient.factory.StandaloneKubernetesTaskManagerFactory;
import org.apache.flink.kubernetes.operator.kubeclient.parameters.StandaloneKubernetesJobManagerParameters;
import org.apache.flink.kubernetes.operator.kubeclient.parameters.StandaloneKubernetesTaskManagerParameters;
import org.apache.flink.kubernetes.operator.standalone.StandaloneKubernetesConfigOptionsInternal.ClusterMode;
import org.apache.flink.kubernetes.utils.Constants;
import org.apache.flink.kubernetes.utils.KubernetesUtils;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;

/**
 * In the place of a class of flink-kubernetes-standalone, whose release of this version is not published: that of 1.10.0 extends a class that Flink 1.20 has
 * with another constructor. What is in the objects that it creates is the work of the published factories.
 */
public class KubernetesStandaloneClusterDescriptor implements AutoCloseable {
    private final Configuration options;
    private final FlinkStandaloneKubeClient client;

    public KubernetesStandaloneClusterDescriptor(Configuration options, FlinkStandaloneKubeClient client) {
        this.options = options;
        this.client = client;
    }

    public ClusterClientProvider<String> deploySessionCluster(ClusterSpecification specification) throws ClusterDeploymentException {
        return deploy(ClusterMode.SESSION, specification);
    }

    public ClusterClientProvider<String> deployApplicationCluster(ClusterSpecification specification, ApplicationConfiguration application)
            throws ClusterDeploymentException {
        application.applyToConfiguration(options);
        return deploy(ClusterMode.APPLICATION, specification);
    }

    private ClusterClientProvider<String> deploy(ClusterMode mode, ClusterSpecification specification) throws ClusterDeploymentException {
        String clusterId = options.get(KubernetesConfigOptions.CLUSTER_ID);
        options.set(StandaloneKubernetesConfigOptionsInternal.CLUSTER_MODE, mode);
        KubernetesUtils.checkAndUpdatePortConfigOption(options, BlobServerOptions.PORT, Constants.BLOB_SERVER_PORT);
        KubernetesUtils.checkAndUpdatePortConfigOption(options, TaskManagerOptions.RPC_PORT, Constants.TASK_MANAGER_RPC_PORT);
        KubernetesUtils.checkAndUpdatePortConfigOption(options, RestOptions.BIND_PORT, Constants.REST_PORT);
        if (HighAvailabilityMode.isHighAvailabilityModeActivated(options)) {
            options.set(HighAvailabilityOptions.HA_CLUSTER_ID, clusterId);
            KubernetesUtils.checkAndUpdatePortConfigOption(
                    options, HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE, options.get(JobManagerOptions.PORT));
        }
        try {
            StandaloneKubernetesJobManagerParameters ofJobManager = new StandaloneKubernetesJobManagerParameters(options, specification);
            StandaloneKubernetesTaskManagerParameters ofTaskManager = new StandaloneKubernetesTaskManagerParameters(options, specification);
            client.createJobManagerComponent(StandaloneKubernetesJobManagerFactory.buildKubernetesJobManagerSpecification(
                    template(ofJobManager.getPodTemplateFilePath()), ofJobManager));
            client.createTaskManagerDeployment(StandaloneKubernetesTaskManagerFactory.buildKubernetesTaskManagerDeployment(
                    template(ofTaskManager.getPodTemplateFilePath()), ofTaskManager));
        } catch (Exception trouble) {
            throw new ClusterDeploymentException("The cluster " + clusterId + " could not be created.", trouble);
        }
        return () -> {
            throw new UnsupportedOperationException("this client is not used");
        };
    }

    private FlinkPod template(Optional<File> file) {
        return file.map(each -> KubernetesUtils.loadPodFromTemplateFile(client, each, Constants.MAIN_CONTAINER_NAME))
                .orElseGet(() -> new FlinkPod.Builder().build());
    }

    @Override
    public void close() {}
}
