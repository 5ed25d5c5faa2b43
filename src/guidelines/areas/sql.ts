import { scriptStatements } from './sql-scripts';
import { table } from '../table';

/** SQL: SQL and Python jobs. */
export const SQL = table([
  {
    id: 'SQL-01',
    title: 'Compile the plan of a SQL job once, and keep it',
    why: 'The next Flink version then runs the same plan on the same state, however it would plan the query itself.',
    sources: ['sqlState'],
    props: ['compiledPlan'],
    checklist: 'COMPILE PLAN is part of the build, and its result is versioned',
  },
  {
    id: 'SQL-02',
    title: 'Divide very large pipelines',
    why: 'A topic between two jobs lets each fail, scale and change alone.',
    sources: ['sqlState'],
    checklist: 'No job has so many operators that its plan cannot be read',
  },
  {
    id: 'SQL-03',
    title: 'Write settings into the manifest, not into SET statements',
    why: 'There they are checked, and the same for all statements.',
    sources: ['sql'],
    props: ['flinkConfiguration', 'artifact'],
    check: scriptStatements,
    judgedBy: ['ARC-12'],
    checklist: 'A script in the image has one INSERT, or one STATEMENT SET around all of them: the operator fixes the id of the job, and Flink 2.2 then drops a second INSERT without an error, while 2.3 ends',
  },
  {
    id: 'SQL-04',
    title: 'Give each join and aggregation the time to live that it needs',
    why: 'One time for all is too long for some, and wrong results for others.',
    sources: ['sql', 'sqlState'],
    props: ['flinkConfiguration'],
    checklist: 'STATE_TTL hints where table.exec.state.ttl does not fit',
  },
  {
    id: 'SQL-05',
    title: 'Give Python its managed memory, and no hot path',
    why: 'Its workers live in managed memory, and each record crosses into another process.',
    sources: ['python'],
    props: ['artifact'],
    judgedBy: ['STB-04'],
  },
  {
    id: 'SQL-06',
    title: 'Leave the DataSet API and Stateful Functions behind',
    why: 'The one is gone from Flink 2, the other is no longer maintained.',
    sources: ['productionReadiness'],
    judgedBy: ['ARC-12'],
    checklist: 'The code uses neither',
  },
  {
    id: 'SQL-07',
    title: 'Find patterns with MATCH_RECOGNIZE or the CEP library',
    why: 'Both know how to forget partial matches; most state machines of one\'s own do not.',
    sources: ['sqlState'],
    checklist: 'Every pattern has a within',
  },
], 'job');

/** SEL: selection of the engine. */
export const SELECTION = table([
  {
    id: 'SEL-01',
    title: 'Choose Flink for what needs it',
    why: 'State, event time and low latency together are what it is for.',
    outOfScope: 'Whether a job should be a Flink job is decided before this library is',
  },
]);
