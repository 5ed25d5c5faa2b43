import * as echarts from 'echarts';
import { Box, COLORS, GREY, rectangle, text } from './box';
import { Drawn, Event, Plot, drawnPanel } from './panel';
import { Recording, answerTo } from './recording';

const WIDTH = 1200;
const COLUMN = WIDTH / 24;
/** A row of Grafana's grid with the space below it. */
const ROW = 38;
const GAP = 8;
const TOP = 56;

/** Where a panel lies, from its place in Grafana's grid. */
const placed = ({ x, y, w, h }: any): Box => ({ x: x * COLUMN + GAP / 2, y: TOP + y * ROW, width: w * COLUMN - GAP, height: h * ROW - GAP });

/** The dashboard's annotations: values of consecutive steps are one event. */
function eventsOf({ annotations: { list = [] } }: any, recorded: Recording): Event[] {
  return list.flatMap(({ expr, iconColor }: any) => {
    const { step, series } = answerTo(recorded, expr);
    const events: { color: string; from: number; to: number }[] = [];
    for (const { values } of series) {
      values.forEach((value, i) => {
        if (value === null) return;
        const time = recorded.from + i * step;
        const before = events.at(-1);
        if (before?.to === time - step) before.to = time;
        else events.push({ color: iconColor, from: time, to: time });
      });
    }
    return events;
  });
}

/** A dashboard as Grafana shows it, of what was recorded, as an SVG. */
export function picture(board: any, recorded: Recording): string {
  const events = eventsOf(board, recorded);
  const drawn: Drawn[] = board.panels.map((panel: any) => panel.type === 'row' ? heading(panel) : drawnPanel(panel, placed(panel.gridPos), recorded, events));
  const height = TOP + Math.max(...board.panels.map(({ gridPos: { y, h } }: any) => y + h)) * ROW;
  const plots = drawn.flatMap((each) => each.plots);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#f4f5f5',
      ...axes(plots),
      series: plots.flatMap(({ series }, i) => series.map((one) => ({ ...one, xAxisIndex: i, yAxisIndex: i }))),
      graphic: { elements: [...titles(board, recorded), ...drawn.flatMap(({ graphics }) => graphics)].map((element) => ({ z: 0, ...element })) },
    } as echarts.EChartsOption);
    return readable(chart.renderToSVGString());
  } finally {
    // it keeps the process alive otherwise
    chart.dispose();
  }
}

function axes(plots: readonly Plot[]) {
  return {
    grid: plots.map(({ box: { x, y, width, height } }) => ({ left: x, top: y, width, height, outerBoundsMode: 'none' })),
    xAxis: plots.map(({ x }, gridIndex) => ({ gridIndex, ...x })),
    yAxis: plots.map(({ y }, gridIndex) => ({ gridIndex, ...y })),
  };
}

function heading({ title, gridPos }: any): Drawn {
  const { x, y, height } = placed({ ...gridPos });
  return { graphics: [text(`⌄ ${title}`, x + 6, y + height / 2, { size: 14, bold: true })], plots: [] };
}

function titles({ title, annotations: { list = [] } }: any, { flink, namespace, job, from, to }: Recording) {
  const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
  const names: { name: string; iconColor: string }[] = list;
  return [
    text(title, 10, 20, { size: 18, bold: true }),
    text(`Namespace ${namespace}   Job ${job}   Flink ${flink}   ${time(from)} to ${time(to).slice(11)} UTC`, WIDTH - 10, 20, { color: GREY, align: 'right' }),
    ...names.flatMap(({ name, iconColor }, i) => [
      rectangle({ x: 10 + i * 200, y: 38, width: 3, height: 12 }, { fill: COLORS[iconColor] }), text(name, 20 + i * 200, 44, { color: GREY }),
    ]),
  ];
}

/** Without what only a browser with a pointer needs, and with identifiers that do not depend on what was drawn before. */
function readable(svg: string): string {
  return svg.replace(/ (?:pointer-events|class|ecmeta_\w+)="[^"]*"/g, '').replace(/<style\s*>[^]*?<\/style>\n?/g, '').replace(/\bzr\d+-/g, 'plot-');
}
