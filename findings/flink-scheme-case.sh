#!/usr/bin/env bash
# Apache Flink 1.20.1 and 2.0.0, flink-core, FileSystem.get; Java 17, Maven.
# Expected: File:///tmp is file:///tmp: the scheme of a URI has no case (RFC 3986, 3.1).
# Seen: schemes are compared letter by letter. A capital in the scheme of a checkpoint or high availability directory is a file system that there is not.
. "$(dirname "$0")/lib.sh"
cat > Schemes.java <<'JAVA'
import java.net.URI;
import org.apache.flink.core.fs.FileSystem;

public class Schemes {
    public static void main(String[] uris) {
        for (String uri : uris) {
            String seen;
            try {
                seen = FileSystem.get(URI.create(uri)).getClass().getSimpleName();
            } catch (Exception error) {
                seen = error.getClass().getSimpleName();
            }
            System.out.println(uri + ": " + seen);
        }
    }
}
JAVA
for version in 1.20.1 2.0.0; do
  mvn_install org.apache.flink:flink-core:$version
  mv lib lib-$version
done
schemes() { java -cp "lib-$1/*" Schemes.java file:///tmp File:///tmp FILE:///tmp 2> /dev/null; }
expect "$(echo 1.20.1; schemes 1.20.1; echo 2.0.0; schemes 2.0.0)" <<'SEEN'
1.20.1
file:///tmp: LocalFileSystem
File:///tmp: UnsupportedFileSystemSchemeException
FILE:///tmp: UnsupportedFileSystemSchemeException
2.0.0
file:///tmp: LocalFileSystem
File:///tmp: UnsupportedFileSystemSchemeException
FILE:///tmp: UnsupportedFileSystemSchemeException
SEEN
