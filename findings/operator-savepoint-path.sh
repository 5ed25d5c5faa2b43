#!/usr/bin/env bash
# Flink Kubernetes Operator 1.16.1 with Flink 1.20.4, the options by which it hands a savepoint to Flink; Java 17, Maven.
# Expected: the operator overwrites the savepoint path that a job's configuration sets, by any of its names, as it does with the former name.
# Seen: it sets and removes the former name alone, execution.savepoint.path. A path that is set by the new name stays, and Flink reads that one first: the job
#   would go back to it at every upgrade, whatever savepoint the operator took.
. "$(dirname "$0")/lib.sh"
mvn_install org.apache.flink:flink-kubernetes-operator:1.16.1! org.apache.flink:flink-runtime:1.20.4
cat > Paths.java <<'JAVA'
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobgraph.SavepointConfigOptions;

public class Paths {
    public static void main(String[] names) {
        for (String name : names) {
            Configuration configuration = new Configuration();
            configuration.setString(name, "of-the-job");
            configuration.set(SavepointConfigOptions.SAVEPOINT_PATH, "of-the-upgrade");
            String read = configuration.get(StateRecoveryOptions.SAVEPOINT_PATH);
            configuration = new Configuration();
            configuration.setString(name, "of-the-job");
            configuration.removeConfig(SavepointConfigOptions.SAVEPOINT_PATH);
            System.out.println(name + ": beside the operator's " + read + ", removed by it " + configuration.get(StateRecoveryOptions.SAVEPOINT_PATH));
        }
    }
}
JAVA
uses=$(unzip -p lib/flink-kubernetes-operator-1.16.1.jar org/apache/flink/kubernetes/operator/reconciler/deployment/ApplicationReconciler.class | grep -ao 'org/apache/flink/[a-z/]*/SavepointConfigOptions' | sort -u)
expect "$(echo "the operator uses $uses"; java -cp 'lib/*' Paths.java execution.savepoint.path execution.state-recovery.path 2> /dev/null)" <<'SEEN'
the operator uses org/apache/flink/runtime/jobgraph/SavepointConfigOptions
execution.savepoint.path: beside the operator's of-the-upgrade, removed by it null
execution.state-recovery.path: beside the operator's of-the-job, removed by it of-the-job
SEEN
