import { FlinkVersion, OperatorVersion, Severity } from '../../src';
import { OPERATOR_KEYS } from '../../src/configuration/options/operator-keys';
import { OptionCatalogue } from '../../src/configuration/options/option-catalogue';
import { FlinkConfiguration } from '../../src/configuration/said/flink-configuration';
import { checkOptions } from '../../src/configuration/said/option-check';
import { Origin } from '../../src/configuration/said/origin';

const VERSIONS = ['1.15', '1.18', '1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];

/** Something that no option of the type can be. Everything is a String, and so is a list of them. */
const WRONG: { readonly [type: string]: string | undefined } = {
  'Boolean': 'yes',
  'Integer': 'four',
  'Long': 'four',
  'Float': 'half',
  'Double': 'half',
  'Duration': 'soon',
  'MemorySize': '1.5g',
  'Enum': 'NO_SUCH_CONSTANT',
  'List<Enum>': 'NO_SUCH_CONSTANT',
  'Map': 'no colon',
};

function errors(version: string, key: string, value: string): string[] {
  const configuration = new FlinkConfiguration(FlinkVersion.of(version), OperatorVersion.V1_15);
  configuration.set(key, value, Origin.flinkConfiguration(key));
  return checkOptions(configuration).filter(({ severity }) => severity === Severity.ERROR).map(({ message }) => message);
}

const settable = (catalogue: OptionCatalogue) => catalogue.keys()
  .filter((key) => !OPERATOR_KEYS.some(({ pattern }) => pattern.test(key)))
  .map((key) => [key, catalogue.declared(key)!] as const)
  .filter(([, { scope }]) => scope === undefined);

describe.each([
  ...VERSIONS.map((version) => ['Flink', version, () => OptionCatalogue.flink(version), version] as const),
  ...['1.14', '1.15'].map((version) => ['operator', version, () => OptionCatalogue.operator(version), '1.20'] as const),
])('every option of %s %s', (product, _, catalogueOf, flinkVersion) => {
  const options = settable(catalogueOf());

  test('there are many', () => {
    expect(options.length).toBeGreaterThan(product === 'Flink' ? 600 : 40);
  });

  test('is accepted with its own default', () => {
    expect(options.filter(([key, option]) => option.default !== undefined && errors(flinkVersion, key, option.default).length > 0)
      .map(([key, option]) => `${key}: ${option.default}`)).toEqual([]);
  });

  test('is accepted with each of its constants', () => {
    expect(options.flatMap(([key, option]) => (option.values ?? []).filter((value) => errors(flinkVersion, key, value).length > 0)
      .map((value) => `${key}: ${value}`))).toEqual([]);
  });

  test('is refused with a value of another type', () => {
    const typed = options.filter(([, { type }]) => WRONG[type] !== undefined);
    expect(typed.length).toBeGreaterThan(product === 'Flink' ? 450 : 40);
    expect(typed.filter(([key, { type }]) => errors(flinkVersion, key, WRONG[type]!).length !== 1).map(([key]) => key)).toEqual([]);
  });
});
