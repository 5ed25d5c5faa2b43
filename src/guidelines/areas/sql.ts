import { scriptStatements } from './sql-scripts';
import { HAS_JOB, NO_SQL_TO_VERIFY, PYTHON, SQL_OR_PYTHON, SQL_SCRIPT } from '../conditions';
import { table } from '../table';

/** SQL: SQL and Python jobs. */
export const SQL = table([
  {
    id: 'SQL-01',
    title: 'Compile the plan of a SQL job once, and keep it',
    why: 'The next Flink version then runs the same plan on the same state, even if it would plan the query differently.',
    sources: ['sqlState'],
    props: ['compiledPlan'],
    checklist: 'COMPILE PLAN is part of the build, and its result is versioned',
  },
  {
    id: 'SQL-02',
    title: 'Split very large pipelines',
    why: 'With a topic between two jobs, each of them fails, scales and changes independently.',
    sources: ['sqlState'],
    checklist: 'No job has so many operators that its plan cannot be read',
  },
  {
    id: 'SQL-03',
    title: 'Set options in the manifest, not in SET statements',
    why: 'In the manifest they are checked, and apply to all statements.',
    sources: ['sql'],
    props: ['flinkConfiguration', 'artifact'],
    check: scriptStatements,
    judgedBy: ['ARC-12'],
    checklist: 'A script in the image has one INSERT, or one STATEMENT SET around all of them: the operator fixes the id of the job, and Flink 2.2 then drops a second INSERT without an error, while 2.3 fails',
  },
  {
    id: 'SQL-04',
    title: 'Set the state TTL of each join and aggregation separately',
    why: 'One TTL for all of them keeps some state too long, and expires other state too early, which makes results wrong.',
    sources: ['sql', 'sqlState'],
    props: ['flinkConfiguration'],
    checklist: 'STATE_TTL hints where table.exec.state.ttl does not fit',
  },
  {
    id: 'SQL-05',
    applies: [HAS_JOB, PYTHON],
    title: 'Reserve managed memory for Python, and avoid it for hot paths',
    why: 'Python workers use managed memory, and each record is sent to another process.',
    sources: ['python'],
    props: ['artifact'],
    judgedBy: ['STB-04'],
  },
  {
    id: 'SQL-06',
    applies: [HAS_JOB, SQL_OR_PYTHON, NO_SQL_TO_VERIFY],
    title: 'Do not use the DataSet API or Stateful Functions',
    why: 'The DataSet API is removed from Flink 2; Stateful Functions is no longer maintained.',
    sources: ['productionReadiness'],
    judgedBy: ['ARC-12'],
    checklist: 'The code uses neither',
  },
  {
    id: 'SQL-07',
    applies: [HAS_JOB, SQL_OR_PYTHON],
    title: 'Detect patterns with MATCH_RECOGNIZE or the CEP library',
    why: 'Both can discard partial matches after a time limit; most hand-written state machines do not.',
    sources: ['sqlState'],
    checklist: 'Every pattern has a within',
  },
], { judges: 'job', applies: [HAS_JOB, SQL_SCRIPT] });

/** SEL: selection of the engine. */
export const SELECTION = table([
  {
    id: 'SEL-01',
    title: 'Use Flink for workloads that need it',
    why: 'Flink is meant for workloads that need state, event time and low latency together.',
    outOfScope: 'Whether a job should be a Flink job is decided before this library is used',
  },
]);
