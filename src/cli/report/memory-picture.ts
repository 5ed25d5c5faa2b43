import { html, Markup } from './html';
import { describeMemorySize } from '../../configuration/options/memory-size';
import { explainAmount } from '../../memory';
import { FlinkProcess } from '../../memory/memory-options';
import { memory } from '../../workload/memory';
import { Workload } from '../../workload/workload';

/** The parts that lie beside each other, and do not contain others; each with its colour. */
const PARTS: readonly (readonly [component: string, name: string, colour: string])[] = [
  ['frameworkHeap', 'framework heap', 'a'],
  ['taskHeap', 'task heap', 'e'],
  ['jvmHeap', 'heap', 'a'],
  ['frameworkOffHeap', 'framework off-heap', 'f'],
  ['taskOffHeap', 'task off-heap', 'h'],
  ['offHeap', 'off-heap', 'f'],
  ['network', 'network', 'c'],
  ['managed', 'managed', 'b'],
  ['jvmMetaspace', 'metaspace', 'd'],
  ['jvmOverhead', 'JVM overhead', 'g'],
];

const WIDTH = 900;
const HEIGHT = 34;

/** How the memory of both processes is divided, to the byte. */
export function memoryPicture(workload: Workload): Markup {
  return html`${picture(workload, 'jobmanager', 'JobManager')}${picture(workload, 'taskmanager', 'TaskManager')}`;
}

function picture(workload: Workload, process: FlinkProcess, title: string): Markup {
  const result = memory(workload, process);
  if (!result.ok) return html`<h3>${title}</h3><p class="error">${result.reason}</p>`;
  const total = Number(result.components.totalProcess.bytes);
  const parts = PARTS.flatMap(([component, name, colour]) => {
    const amount = result.components[component];
    return amount && amount.bytes > 0n ? [{ name, colour, amount, bytes: Number(amount.bytes) }] : [];
  });
  let x = 0;
  const bars = parts.map(({ name, colour, amount, bytes }) => {
    const width = bytes / total * WIDTH;
    const bar = html`<rect x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="${HEIGHT}" fill="var(--${colour})"><title>${name}: ${describeMemorySize(amount.bytes)}</title></rect>`;
    x += width;
    return bar;
  });
  const rows = parts.map(({ name, colour, amount }) =>
    html`<tr><td><i style="background:var(--${colour})"></i>${name}</td><td class="n">${describeMemorySize(amount.bytes)}</td><td class="dim">${explainAmount(amount)}</td></tr>`);
  return html`<h3>${title}: ${describeMemorySize(result.components.totalProcess.bytes)}</h3>
<figure style="margin:0"><svg role="img" aria-label="Memory of the ${title}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${bars}</svg></figure>
<div class="scroll"><table class="legend">${rows}</table></div>`;
}
