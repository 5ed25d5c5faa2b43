import { Case, fires, silent } from './judge-case';

const SQL_DRIVER = 'org.apache.flink.table.runtime.application.SqlDriver';
const INSERT = 'INSERT INTO t SELECT 1;';

/** A job of Flink's driver whose script is in its arguments. */
const inline = (script: string) => ({ byHand: true, spec: { 'flinkVersion': 'v2_2', 'job.entryClass': SQL_DRIVER, 'job.args': ['--script', script] } });

/** A job whose script is in a ConfigMap that is mounted into its pods. */
const mounted = (script: string, { args = ['--scriptUri', 'file:///scripts/a.sql'], configMap = {}, mount = {} }: { args?: string[]; configMap?: object; mount?: object } = {}) => ({
  byHand: true,
  spec: { 'flinkVersion': 'v2_2', 'job.entryClass': SQL_DRIVER, 'job.args': args },
  pod: { 'volumes/0': { name: 'scripts', configMap: { name: 'clicks-sql', ...configMap } } },
  container: { 'volumeMounts/0': { name: 'scripts', mountPath: '/scripts', ...mount } },
  beside: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'clicks-sql', namespace: 'shop' }, data: { 'a.sql': script } }),
});

/** SQL scripts, wherever they are. */
export const SQL: Case[] = [
  fires('ARC-09', 'a change of rows in a stream', inline('delete from t where a = 1;'), 'error spec.job.args: Flink executes DELETE (line 1 of the script) in batch mode only'),
  silent('ARC-09', 'a change of rows in a batch job', { ...inline('UPDATE t SET a = 1;'), options: { 'execution.runtime-mode': 'BATCH' } }),
  silent('ARC-09', 'a change of rows in a script that sets batch mode', inline("SET 'execution.runtime-mode' = 'batch'; UPDATE t SET a = 1;")),
  fires('SQL-03', 'two INSERTs in the arguments', inline(`${INSERT}\n${INSERT}`), 'error spec.job.args: the script starts 2 jobs (lines 1, 2)'),
  fires('SQL-03', 'two INSERTs in a ConfigMap', mounted(`${INSERT}${INSERT}`), 'error spec.job.args: the script starts 2 jobs (lines 1, 1)'),
  fires('SQL-03', 'two INSERTs under another key', mounted(INSERT + INSERT, { args: ['--scriptUri', 'file:///scripts/b.sql'], configMap: { items: [{ key: 'a.sql', path: 'b.sql' }] } }),
    'error spec.job.args: the script starts 2 jobs (lines 1, 1)'),
  fires('SQL-03', 'two INSERTs in one file', mounted(INSERT + INSERT, { args: ['--scriptUri', '/scripts/b.sql'], mount: { mountPath: '/scripts/b.sql', subPath: 'a.sql' } }),
    'error spec.job.args: the script starts 2 jobs (lines 1, 1)'),
  silent('SQL-03', 'a script under a key that is not there', mounted(INSERT + INSERT, { args: ['--scriptUri', 'file:///scripts/other.sql'] })),
  silent('SQL-03', 'one INSERT', mounted(INSERT)),
  fires('SQL-03', 'an option that is misspelt', mounted(`SET 'execution.checkpointing.intervall' = '1 min'; ${INSERT}`),
    'error spec.job.args: the script sets execution.checkpointing.intervall (line 1)'),
  fires('SQL-03', 'an option that loses state', mounted(`SET 'execution.state-recovery.path' = 's3://state/sp-1'; ${INSERT}`),
    'error spec.job.args: the script sets execution.state-recovery.path (line 1)'),
  fires('SQL-03', 'an option with a wrong value', mounted(`SET 'execution.checkpointing.interval' = 'often'; ${INSERT}`), 'error spec.job.args: the script sets execution.checkpointing.interval (line 1)'),
  fires('SQL-03', 'a variable', mounted('INSERT INTO ${TARGET} SELECT 1;'), 'warning spec.job.args: Flink does not replace ${TARGET} in the script (line 1)'),
  silent('SQL-03', 'a procedure', mounted("CALL sys.compact('db.t');")),
  silent('ARC-09', 'a procedure, which may start a job', mounted("CALL sys.compact('db.t');")),
  fires('ARC-09', 'statistics in a stream', inline(`ANALYZE TABLE t COMPUTE STATISTICS; ${INSERT}`), 'error spec.job.args: Flink executes ANALYZE (line 1 of the script) in batch mode only'),
  silent('ARC-09', 'statistics in a batch job', { ...inline('ANALYZE TABLE t COMPUTE STATISTICS;'), options: { 'execution.runtime-mode': 'BATCH' } }),
  silent('SQL-03', 'a statement set', mounted(`EXECUTE STATEMENT SET BEGIN ${INSERT}${INSERT} END;`)),
  fires('SQL-03', 'an option', mounted(`SET 'parallelism.default' = '8'; ${INSERT}`), 'warning spec.job.args: the script sets parallelism.default (line 1)'),
  fires('SQL-03', 'a query', inline('SELECT 1'), 'warning spec.job.args: the rows of a query in the script are only printed by the JobManager (line 1)'),
  fires('ARC-09', 'a script without a job', mounted('CREATE VIEW v AS SELECT 1;'), 'error spec.job.args: the script starts no job: the JobManager fails with "The application contains no execute()'),
  fires('ARC-09', 'a script that is never closed', inline('INSERT INTO t SELECT \'a'), 'error spec.job.args: a quote (\') is opened on line 1 of the script and never closed'),
  fires('ARC-09', 'a command of the client', inline(`SOURCE '/a.sql'; ${INSERT}`), 'error spec.job.args: only the interactive client supports SOURCE (line 1 of the script)'),
  silent('ARC-09', 'a script that starts a job', mounted(INSERT)),
  fires('SEC-05', 'a password in a script', mounted(`CREATE TABLE t (a INT) WITH ('connector' = 'jdbc', 'password' = 'hunter22'); ${INSERT}`), 'error spec.job.args: the script has password in plain text, in the statement on line 1'),
  silent('SEC-05', 'a script without a password', mounted(`CREATE TABLE t (a INT) WITH ('connector' = 'jdbc', 'username' = 'flink'); ${INSERT}`)),
];
