// Programs that others write manifests or check them with, built from Go modules into the cache that conformance/ uses, too.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsGo } from '../conformance/lib/go.mjs';
import { HELM, installedProgram } from '../conformance/lib/helm.mjs';
import { needsPrometheus, prometheusTools } from '../conformance/prometheus/tools.mjs';

const MODULES = {
  ...HELM,
  'kustomize': { module: 'sigs.k8s.io/kustomize/kustomize/v5', version: 'v5.8.1' },
  'kubeconform': { module: 'github.com/yannh/kubeconform/cmd/kubeconform', version: 'v0.8.0' },
  'kube-score': { module: 'github.com/zegl/kube-score/cmd/kube-score', version: 'v1.20.0' },
};

/** The peers that can be had here by their names, each with its version and its program, and why the others cannot. */
export async function peers() {
  const found = {};
  const missing = {};
  const noGo = await needsGo();
  for (const [name, module] of Object.entries(MODULES)) {
    try {
      if (noGo) throw new Error(noGo);
      found[name] = { version: module.version, program: await installedProgram(name, module) };
    } catch (error) {
      missing[name] = String(error.message).trim().split('\n').at(-1);
    }
  }
  const noPrometheus = await needsPrometheus();
  if (noPrometheus) missing.promtool = noPrometheus;
  else found.promtool = { version: '', program: (await prometheusTools()).promtool };
  return { found, missing };
}

/** A chart whose only template prints the manifests of a folder as they are: what Helm takes to read, sort and print them. */
export function writeHelmChart(chart, folder) {
  mkdirSync(join(chart, 'templates'), { recursive: true });
  cpSync(folder, join(chart, 'manifests'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 1.0.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), '{{ range $path, $_ := .Files.Glob "manifests/*.yaml" }}---\n{{ $.Files.Get $path }}\n{{ end }}\n');
}

export function writeKustomization(kustomization, folder) {
  mkdirSync(kustomization, { recursive: true });
  cpSync(folder, join(kustomization, 'manifests'), { recursive: true });
  const resources = readdirSync(folder).map((file) => `- manifests/${file}\n`).join('');
  writeFileSync(join(kustomization, 'kustomization.yaml'), `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources}`);
}
