#!/usr/bin/env bash
# Apache Flink 2.2.0, flink-s3-fs-presto, with a class of credentials; Java 17, Maven.
# Expected: any class of credentials that the plugin's jar contains can be named as s3.credentials-provider, as with flink-s3-fs-hadoop.
# Seen: the plugin makes the object from a URI and a Hadoop configuration. No class of the AWS SDK in the jar has such a constructor, the default chain and the
#   web identity token among them, and the file system fails with a NoSuchMethodException. Four classes of Hadoop and Flink can be named.
. "$(dirname "$0")/lib.sh"
mvn_install org.apache.flink:flink-s3-fs-presto:2.2.0! org.apache.flink:flink-core:2.2.0
cat > Named.java <<'JAVA'
import java.net.URI;
import com.facebook.presto.hive.s3.PrestoS3FileSystem;
import org.apache.hadoop.conf.Configuration;

public class Named {
    public static void main(String[] classes) {
        for (String name : classes) {
            Configuration configuration = new Configuration(false);
            configuration.set("presto.s3.credentials-provider", name);
            configuration.set("fs.s3a.access.key", "id");
            configuration.set("fs.s3a.secret.key", "key");
            configuration.set("fs.s3a.session.token", "token");
            String seen = "made";
            try (PrestoS3FileSystem fileSystem = new PrestoS3FileSystem()) {
                fileSystem.initialize(URI.create("s3://bucket/"), configuration);
            } catch (Throwable error) {
                while (error.getCause() != null) error = error.getCause();
                seen = error.getClass().getSimpleName();
            }
            System.out.println(name + ": " + seen);
        }
    }
}
JAVA
expect "$(java -cp 'lib/*' Named.java com.amazonaws.auth.DefaultAWSCredentialsProviderChain com.amazonaws.auth.WebIdentityTokenCredentialsProvider \
  com.amazonaws.auth.EnvironmentVariableCredentialsProvider org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider 2> /dev/null)" <<'SEEN'
com.amazonaws.auth.DefaultAWSCredentialsProviderChain: NoSuchMethodException
com.amazonaws.auth.WebIdentityTokenCredentialsProvider: NoSuchMethodException
com.amazonaws.auth.EnvironmentVariableCredentialsProvider: NoSuchMethodException
org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider: made
SEEN
