import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { componentPods } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

const PREFIXES_OF_S3A = ['s3.', 's3a.', 'fs.s3a.'];
const PREFIXES_OF_AZURE = ['fs.azure.', 'azure.'];

/**
 * Credentials provider classes in the Hadoop plugin for S3, in every release from 1.17 to 2.2: those of version 1 of the AWS SDK, of Hadoop and of
 * Flink.
 */
const S3A_CLASSES = new Set([
  ...[
    'AWSStaticCredentialsProvider', 'ClasspathPropertiesFileCredentialsProvider', 'ContainerCredentialsProvider', 'DefaultAWSCredentialsProviderChain', 'EC2ContainerCredentialsProviderWrapper',
    'EnvironmentVariableCredentialsProvider', 'InstanceProfileCredentialsProvider', 'ProcessCredentialsProvider', 'PropertiesFileCredentialsProvider', 'STSAssumeRoleSessionCredentialsProvider',
    'STSAssumeRoleWithWebIdentitySessionCredentialsProvider', 'STSSessionCredentialsProvider', 'SystemPropertiesCredentialsProvider', 'WebIdentityFederationSessionCredentialsProvider',
    'WebIdentityTokenCredentialsProvider', 'profile.ProfileCredentialsProvider',
  ].map((name) => `com.amazonaws.auth.${name}`),
  ...[
    'AnonymousAWSCredentialsProvider', 'SharedInstanceCredentialProvider', 'SimpleAWSCredentialsProvider', 'TemporaryAWSCredentialsProvider', 'auth.AssumedRoleCredentialProvider',
    'auth.IAMInstanceCredentialsProvider', 'auth.MarshalledCredentialProvider',
  ].map((name) => `org.apache.hadoop.fs.s3a.${name}`),
  'org.apache.flink.fs.s3.common.token.DynamicTemporaryAWSCredentialsProvider',
]);
/** Equivalent classes for other class names. */
const S3A_INSTEAD: { readonly [name: string]: string } = {
  WebIdentityTokenFileCredentialsProvider: 'com.amazonaws.auth.WebIdentityTokenCredentialsProvider',
  DefaultCredentialsProvider: 'com.amazonaws.auth.DefaultAWSCredentialsProviderChain',
  ContainerCredentialsProvider: 'com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper',
  InstanceProfileCredentialsProvider: 'org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider',
  EnvironmentVariableCredentialsProvider: 'com.amazonaws.auth.EnvironmentVariableCredentialsProvider',
  ProfileCredentialsProvider: 'com.amazonaws.auth.profile.ProfileCredentialsProvider',
  AnonymousCredentialsProvider: 'org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider',
  ProfileAWSCredentialsProvider: 'com.amazonaws.auth.profile.ProfileCredentialsProvider',
};

const PREFIXES_OF_PRESTO = ['s3.', 'presto.s3.'];
/** Classes that the Presto plugin can instantiate: they need a constructor with a URI and a configuration, which those of the AWS SDK do not have. */
const PRESTO_CLASSES = [
  'org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider', 'org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider', 'org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider',
  'org.apache.flink.fs.s3.common.token.DynamicTemporaryAWSCredentialsProvider',
];

const OAUTH = 'org.apache.hadoop.fs.azurebfs.oauth2';
/**
 * Classes in the plugin for Azure, in every release from 1.20 to 2.3, and the options that each requires; except secrets, which may be set elsewhere.
 */
const AZURE_CLASSES: { readonly [name: string]: readonly string[] } = {
  ClientCredsTokenProvider: ['account.oauth2.client.endpoint', 'account.oauth2.client.id'],
  MsiTokenProvider: ['account.oauth2.msi.tenant', 'account.oauth2.client.id'],
  RefreshTokenBasedTokenProvider: ['account.oauth2.client.id'],
  UserPasswordTokenProvider: ['account.oauth2.client.endpoint', 'account.oauth2.user.name'],
};

/** Packages whose classes are in the plugins, if they exist. */
const THEIRS = /^(com\.amazonaws\.|software\.amazon\.awssdk\.|org\.apache\.hadoop\.|org\.apache\.flink\.)/;

/** Credentials provider classes that a plugin cannot load, and missing options that one requires. */
export function credentials(w: Workload): Finding[] {
  return w._keys.filter((key) => w._configuration.entry(key)!.origin.kind !== 'cluster').flatMap((key): Finding[] => {
    const value = w.option(key) ?? '';
    if (isKey(key, PREFIXES_OF_S3A, /^aws\.credentials\.provider$/)) return value.split(',').map((each) => each.trim()).flatMap((each) => awsClass(w, key, each));
    if (isKey(key, PREFIXES_OF_PRESTO, /^credentials-provider$/)) return prestoClass(w, key, value.trim());
    if (isKey(key, PREFIXES_OF_AZURE, /^account\.oauth\.provider\.type(\..+)?$/)) return azureClass(w, key, value.trim());
    return [];
  });
}

function isKey(key: string, prefixes: readonly string[], rest: RegExp): boolean {
  return prefixes.some((prefix) => key.startsWith(prefix) && rest.test(key.slice(prefix.length)));
}

function finding(w: Workload, key: string, value: string, severity: Severity, message: string, fix: string): Finding {
  return { guideline: 'CKP-25', severity, path: w.where(key), value: describe(value), message, fix };
}

function awsClass(w: Workload, key: string, name: string): Finding[] {
  if (name === '' || !THEIRS.test(name) || S3A_CLASSES.has(name)) return [];
  const simple = name.split(/[.$]/).at(-1)!;
  const sameName = [...S3A_CLASSES].find((known) => known.endsWith(`.${simple}`));
  const instead = name.startsWith('software.') ? S3A_INSTEAD[simple] ?? sameName : sameName ?? S3A_INSTEAD[simple];
  const why = name.startsWith('software.') ? 'must be a class of version 1 of the AWS SDK, which Flink\'s S3 plugins contain'
    : /shaded/.test(name) ? 'must be the original name of the class, which Flink\'s S3 plugins do not relocate' : 'must be a class of Flink\'s S3 plugin';
  // a custom image may contain other classes next to the plugin's jar
  return [finding(w, key, name, Severity.ERROR, `${why}: the file system ends with a ClassNotFoundException`, `Write ${instead ?? 'com.amazonaws.auth.DefaultAWSCredentialsProviderChain'}`)];
}

function prestoClass(w: Workload, key: string, name: string): Finding[] {
  if (!THEIRS.test(name) || PRESTO_CLASSES.includes(name)) return [];
  return [finding(w, key, name, Severity.ERROR, 'must be a class with a constructor for a URI and a configuration: neither the AWS SDK nor Flink\'s Presto plugin has such a class of this name',
    'Leave it out: without it the plugin uses com.amazonaws.auth.DefaultAWSCredentialsProviderChain, which supports variables, web identity tokens and instance profiles')];
}

function azureClass(w: Workload, key: string, name: string): Finding[] {
  const simple = name.split('.').at(-1)!;
  if (!THEIRS.test(name)) return [];
  const needed = name === `${OAUTH}.${simple}` && Object.hasOwn(AZURE_CLASSES, simple) ? AZURE_CLASSES[simple] : undefined;
  if (needed === undefined) {
    const why = /shaded/.test(name) ? 'must be the original name of the class, which Flink\'s Azure plugin does not relocate' : 'must be a class of Flink\'s Azure plugin (Hadoop 3.3)';
    const instead = Object.hasOwn(AZURE_CLASSES, simple) ? simple : /msi|managed/i.test(simple) ? 'MsiTokenProvider' : 'ClientCredsTokenProvider';
    return [finding(w, key, name, Severity.ERROR, `${why}: the file system ends with a ClassNotFoundException`, `Write ${OAUTH}.${instead}`)];
  }
  if (isConfiguredElsewhere(w)) return [];
  const account = key.slice(key.indexOf('provider.type') + 'provider.type'.length);
  const isSet = (option: string) => w._keys.some((each) => PREFIXES_OF_AZURE.some((prefix) => each === `${prefix}${option}` || each.startsWith(`${prefix}${option}.`)));
  const missing = needed.filter((option) => !isSet(option)).map((option) => `fs.azure.${option}${account}`);
  return missing.length === 0 ? []
    : [finding(w, key, name, Severity.ERROR, `the file system does not start without ${missing.join(' and ')}`, `Set ${missing.join(' and ')}`)];
}

/** Whether Flink reads configuration besides that of the manifest. */
function isConfiguredElsewhere(w: Workload): boolean {
  return w.option('kubernetes.hadoop.conf.config-map.name') !== undefined
    || componentPods(w).some(({ main }) => list(main.env).some(({ name }) => ['FLINK_CONF_DIR', 'HADOOP_CONF_DIR'].includes(name)));
}
