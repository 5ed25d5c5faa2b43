const DECIMAL: { readonly [suffix: string]: number } = { 'n': 1e-9, 'u': 1e-6, 'm': 1e-3, '': 1, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'P': 1e15, 'E': 1e18 };
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The number of a Kubernetes quantity, such as `500m` or `4Gi`; undefined if it is invalid. */
export function quantityValue(quantity: unknown): number | undefined {
  if (typeof quantity === 'number') return quantity;
  const [, digits, exponent, suffix] = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)\s*$/.exec(typeof quantity === 'string' ? quantity : '') ?? [];
  if (digits === undefined) return undefined;
  if (exponent !== undefined) return Number(`${digits}e${exponent}`);
  return Number(digits) * (suffix?.endsWith('i') ? 1024 ** (BINARY.indexOf(suffix) + 1) : DECIMAL[suffix ?? '']);
}
