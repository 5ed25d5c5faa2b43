#!/usr/bin/env bash
# flink-kubernetes-operator-api 1.16.1, its classes and the CustomResourceDefinition in its jar; kubernetes-model-core 7.4.0, which the classes need.
# Expected: the defaults of the classes stand in the CustomResourceDefinition, so that `kubectl explain` and the stored object show them.
# Seen: the definition has no default at all, and requires none of these fields: that a job without upgradeMode is upgraded without its state (STATELESS) is visible nowhere in the cluster.
. "$(dirname "$0")/lib.sh"
mvn_install 'org.apache.flink:flink-kubernetes-operator-api:1.16.1!' io.fabric8:kubernetes-model-core:7.4.0
unzip -q lib/flink-kubernetes-operator-api-1.16.1.jar 'META-INF/fabric8/*'
cat > Defaults.java <<'JAVA'
import org.apache.flink.kubernetes.operator.api.spec.*;

public class Defaults {
    public static void main(String[] none) {
        System.out.println("job.upgradeMode " + new JobSpec().getUpgradeMode());
        System.out.println("job.state " + new JobSpec().getState());
        System.out.println("jobManager.replicas " + new JobManagerSpec().getReplicas());
        System.out.println("savepoint.formatType " + new SavepointSpec().getFormatType());
    }
}
JAVA
expect "$(java -cp 'lib/*' Defaults.java 2> /dev/null; cd META-INF/fabric8; for file in *; do echo "$file: $(grep -c 'default:' "$file" || true) defaults"; done)" <<'SEEN'
job.upgradeMode STATELESS
job.state RUNNING
jobManager.replicas 1
savepoint.formatType CANONICAL
flinkbluegreendeployments.flink.apache.org-v1.yml: 0 defaults
flinkdeployments.flink.apache.org-v1.yml: 0 defaults
flinksessionjobs.flink.apache.org-v1.yml: 0 defaults
flinkstatesnapshots.flink.apache.org-v1.yml: 0 defaults
SEEN
