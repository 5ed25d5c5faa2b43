/** The class of Flink that creates the JMX reporter. */
export const JMX_FACTORY = 'org.apache.flink.metrics.jmx.JMXReporterFactory';
