/** What an example's props need so that its job runs a version that the example was not written for. */
exports.adapted = function adapted(props, version, { FlinkVersion }) {
  const { fileMerging, ...checkpointing } = props.checkpointing ?? {};
  return {
    ...props,
    // Flink 1.19 has no file merging.
    ...(version.isAtLeast(FlinkVersion.V1_20) ? {} : { checkpointing }),
    // Flink's own images before 2.0 have Java 11, which lacks a collector that an example may ask for.
    ...(props.jvm ? { jvm: { ...props.jvm, javaVersion: 17 } } : {}),
    flinkVersion: version,
  };
};
