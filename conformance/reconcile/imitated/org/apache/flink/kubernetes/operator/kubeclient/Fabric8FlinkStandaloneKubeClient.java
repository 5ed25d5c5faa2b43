package org.apache.flink.kubernetes.operator.kubeclient;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.kubeclient.Fabric8FlinkKubeClient;
import org.apache.flink.kubernetes.operator.utils.StandaloneKubernetesUtils;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.DeletionPropagation;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.apps.Deployment;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.NamespacedKubernetesClient;

/**
 * In the place of a class of flink-kubernetes-standalone, whose release of this version is not published: that of 1.10.0 calls constructors that Flink 1.20
 * has with other parameters. Creates and deletes the Deployments that the published classes describe.
 */
public class Fabric8FlinkStandaloneKubeClient extends Fabric8FlinkKubeClient implements FlinkStandaloneKubeClient {
    private final NamespacedKubernetesClient client;

    public Fabric8FlinkStandaloneKubeClient(Configuration options, NamespacedKubernetesClient client, ScheduledExecutorService executor) {
        super(options, client, executor);
        this.client = client;
    }

    public static Fabric8FlinkStandaloneKubeClient create(Configuration options, ScheduledExecutorService executor) {
        NamespacedKubernetesClient client = new KubernetesClientBuilder().build().adapt(NamespacedKubernetesClient.class);
        return new Fabric8FlinkStandaloneKubeClient(options, client.inNamespace(options.get(KubernetesConfigOptions.NAMESPACE)), executor);
    }

    @Override
    public void createTaskManagerDeployment(Deployment deployment) {
        client.resource(deployment).create();
    }

    @Override
    public void stopAndCleanupCluster(String clusterId) {
        for (String name : List.of(StandaloneKubernetesUtils.getJobManagerDeploymentName(clusterId), StandaloneKubernetesUtils.getTaskManagerDeploymentName(clusterId))) {
            client.apps().deployments().withName(name).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
        }
    }
}
