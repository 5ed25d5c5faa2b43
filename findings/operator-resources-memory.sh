#!/usr/bin/env bash
# flink-kubernetes-operator 1.16.1, which brings requests and limits in Kubernetes' own form (spec.taskManager.resources), and its Kubernetes client 7.8.0.
# Expected: what stands there is read as Kubernetes reads a quantity.
# Seen: memory is read by Flink first, where `m` is a mebibyte and not a thousandth, and `G` 2^30 and not 10^9; a quantity with a fraction comes out as a
# text that Flink cannot read.
. "$(dirname "$0")/lib.sh"
mvn_install 'org.apache.flink:flink-kubernetes-operator:1.16.1!' 'org.apache.flink:flink-kubernetes-operator-api:1.16.1!' 'org.apache.flink:flink-core:1.20.4' \
  'org.apache.flink:flink-runtime:1.20.4' 'org.apache.flink:flink-kubernetes:1.20.1!' 'io.fabric8:kubernetes-client:7.8.0' 'org.slf4j:slf4j-nop:2.0.17'
cat > Main.java <<'JAVA'
import io.fabric8.kubernetes.api.model.Quantity;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.kubernetes.operator.utils.ResourceConfigUtils;

public class Main {
    public static void main(String[] args) {
        for (String text : new String[] {"2048m", "4G", "4Gi", "1.5Gi"}) {
            String kubernetes = new Quantity(text).getNumericalAmount().stripTrailingZeros().toPlainString();
            System.out.println(text + ": Kubernetes " + kubernetes + ", operator " + operator(text));
        }
    }

    static String operator(String text) {
        String written = ResourceConfigUtils.parseResourceMemoryString(text);
        try {
            return MemorySize.parseBytes(written) + "";
        } catch (IllegalArgumentException e) {
            return "writes " + written + ", which Flink refuses";
        }
    }
}
JAVA
expect "$(java -cp 'lib/flink-kubernetes-operator-1.16.1.jar:lib/*' Main.java)" <<'SEEN'
2048m: Kubernetes 2.048, operator 2147483648
4G: Kubernetes 4000000000, operator 4294967296
4Gi: Kubernetes 4294967296, operator 4294967296
1.5Gi: Kubernetes 1610612736, operator writes 1610612736.0, which Flink refuses
SEEN
