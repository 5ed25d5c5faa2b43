/**
 * The Flink releases of the catalogue, one for each minor version, and the releases from which their separately published jars are
 * taken: not every patch level of these jars is available, and a patch level seldom changes an option.
 */
export const RELEASES = {
  '1.15.4': {
    'flink-s3-fs-hadoop': '1.17.2',
    'flink-s3-fs-presto': '1.15.4',
    'flink-gs-fs-hadoop': '1.20.0',
    'flink-azure-fs-hadoop': '1.20.0',
    'flink-oss-fs-hadoop': '1.20.0',
  },
  '1.16.3': {
    'flink-sql-gateway': '1.17.2',
    'flink-s3-fs-hadoop': '1.17.2',
    'flink-s3-fs-presto': '1.16.3',
    'flink-gs-fs-hadoop': '1.20.0',
    'flink-azure-fs-hadoop': '1.20.0',
    'flink-oss-fs-hadoop': '1.20.0',
  },
  '1.17.2': {
    'flink-sql-gateway': '1.17.2',
    'flink-s3-fs-hadoop': '1.17.2',
    'flink-s3-fs-presto': '1.17.2',
    'flink-gs-fs-hadoop': '1.20.0',
    'flink-azure-fs-hadoop': '1.20.0',
    'flink-oss-fs-hadoop': '1.20.0',
  },
  '1.18.1': {
    'flink-sql-gateway': '1.18.1',
    'flink-s3-fs-hadoop': '1.18.1',
    'flink-s3-fs-presto': '1.18.1',
    'flink-gs-fs-hadoop': '1.20.0',
    'flink-azure-fs-hadoop': '1.20.0',
    'flink-oss-fs-hadoop': '1.20.0',
  },
  '1.19.3': {
    'flink-sql-gateway': '1.19.1',
    'flink-s3-fs-hadoop': '1.19.3',
    'flink-s3-fs-presto': '1.19.0',
    'flink-gs-fs-hadoop': '1.20.0',
    'flink-azure-fs-hadoop': '1.20.0',
    'flink-oss-fs-hadoop': '1.20.0',
  },
  '1.20.5': {
    'flink-sql-gateway': '1.20.3',
    'flink-s3-fs-hadoop': '1.20.1',
    'flink-s3-fs-presto': '1.20.0',
    'flink-gs-fs-hadoop': '1.20.0',
    'flink-azure-fs-hadoop': '1.20.0',
    'flink-oss-fs-hadoop': '1.20.0',
  },
  '2.0.2': {
    'flink-sql-gateway': '2.0.0',
    'flink-s3-fs-hadoop': '2.0.0',
    'flink-s3-fs-presto': '2.0.0',
    'flink-gs-fs-hadoop': '2.0.0',
    'flink-azure-fs-hadoop': '2.0.0',
    'flink-oss-fs-hadoop': '2.0.0',
  },
  '2.1.3': {
    'flink-sql-gateway': '2.1.3',
    'flink-s3-fs-hadoop': '2.1.1',
    'flink-s3-fs-presto': '2.0.0',
    'flink-gs-fs-hadoop': '2.0.0',
    'flink-azure-fs-hadoop': '2.0.0',
    'flink-oss-fs-hadoop': '2.0.0',
  },
  '2.2.1': {
    'flink-sql-gateway': '2.2.1',
    'flink-s3-fs-hadoop': '2.2.0',
    'flink-s3-fs-presto': '2.2.0',
    'flink-gs-fs-hadoop': '2.3.0',
    'flink-azure-fs-hadoop': '2.3.0',
    'flink-oss-fs-hadoop': '2.3.0',
  },
  '2.3.0': {
    'flink-sql-gateway': '2.3.0',
    'flink-s3-fs-hadoop': '2.3.0',
    'flink-s3-fs-presto': '2.3.0',
    'flink-s3-fs-native': '2.3.0',
    'flink-gs-fs-hadoop': '2.3.0',
    'flink-azure-fs-hadoop': '2.3.0',
    'flink-oss-fs-hadoop': '2.3.0',
  },
};

/** What a Flink distribution holds that declares options, as patterns of paths below its root, in the order of precedence. */
export const DISTRIBUTION_JARS = [
  /^lib\/flink-dist-/,
  /^lib\/flink-cep-/,
  /^lib\/flink-table-api-java-uber-/,
  /^lib\/flink-table-runtime-/,
  /^opt\/flink-python-/,
  /^opt\/flink-sql-client-/,
  /^plugins\/[^/]+\/flink-/,
];

/** On the class path only, for classes that the others need to load. */
export const SUPPORTING_JARS = [/^lib\/log4j-/, /^lib\/flink-scala_/];

/** The planner lies as a jar inside this one. */
export const PLANNER_LOADER = { outer: /^lib\/flink-table-planner-loader-/, inner: 'flink-table-planner.jar' };

/** The classes of the operator that declare options; its jars hold Flink's as well. */
export const OPERATOR_PACKAGES = ['org.apache.flink.kubernetes.operator.', 'org.apache.flink.autoscaler.'];

export function minorOf(version) {
  return version.split('.').slice(0, 2).join('.');
}

/** The listed release of a minor version such as `1.20`; undefined for a minor version that is not listed. */
export function listedRelease(minor) {
  return Object.keys(RELEASES).find((version) => minorOf(version) === minor);
}
