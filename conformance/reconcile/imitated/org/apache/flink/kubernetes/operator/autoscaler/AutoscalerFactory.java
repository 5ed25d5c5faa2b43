package org.apache.flink.kubernetes.operator.autoscaler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.apache.flink.autoscaler.JobAutoScaler;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.kubernetes.operator.resources.ClusterResourceManager;
import org.apache.flink.kubernetes.operator.utils.EventRecorder;

/** In the place of the operator's own, which creates an autoscaler that is not published: this one creates an autoscaler that never scales. */
public class AutoscalerFactory {
    public static JobAutoScaler<ResourceID, KubernetesJobAutoScalerContext> create(
            KubernetesClient client, EventRecorder events, ClusterResourceManager resources, PluginManager plugins) {
        return new JobAutoScaler<>() {
            @Override
            public void scale(KubernetesJobAutoScalerContext context) {}

            @Override
            public void cleanup(KubernetesJobAutoScalerContext context) {}
        };
    }
}
