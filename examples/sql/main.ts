import { App, Chart } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'clicks', { namespace: 'web' });

// Both INSERTs are one job: the operator fixes the id of the job, so that a second one would not start.
const SCRIPT = `
CREATE TABLE clicks (
  page INT,
  visitor BIGINT,
  seen_at AS PROCTIME()
) WITH (
  'connector' = 'datagen', 'rows-per-second' = '200',
  'fields.page.min' = '1', 'fields.page.max' = '20'
);

CREATE TABLE clicks_per_page (page INT, clicks BIGINT, window_end TIMESTAMP(3)) WITH ('connector' = 'blackhole');
CREATE TABLE visitors (page INT, visitors BIGINT) WITH ('connector' = 'blackhole');

EXECUTE STATEMENT SET
BEGIN
  INSERT INTO clicks_per_page
  SELECT page, COUNT(*), window_end
  FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(seen_at), INTERVAL '10' SECONDS))
  GROUP BY page, window_start, window_end;

  INSERT INTO visitors
  SELECT page, COUNT(DISTINCT visitor) FROM clicks GROUP BY page;
END;
`;

new ProductionFlinkJob(chart, 'clicks', {
  flinkVersion: FlinkVersion.V2_2,
  image: 'registry.example.com/flink-sql:2.2.1',
  artifact: JobArtifact.sql(SCRIPT, { release: '2.2.1' }),
  parallelism: 4,
  storage: DurableStorage.s3('s3://web-flink-state'),
  flinkConfiguration: { 'table.exec.state.ttl': '1 d' },
});

app.synth();
