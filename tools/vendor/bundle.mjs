// Joins the third-party code of the web client into web_client/vendor/vendor.js and writes down
// what went in: vendor.json (name, version, integrity, licence, hash) and LICENSES.txt.
// Run by `make vendor`; the result is committed, so nobody else needs Node to run the product.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '..', '..', 'web_client', 'vendor');

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Packages whose files ended in the bundle, as esbuild saw them. */
function packagesOf(inputs) {
  const names = new Set();
  for (const path of Object.keys(inputs)) {
    const found = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) names.add(found[1]);
  }
  return [...names].sort();
}

/** The content security policy forbids both; a bundle with one would fail in the browser. */
function refuseEvaluation(code) {
  const found = code.match(/\beval\s*\(|new\s+Function\b|\bFunction\s*\(\s*["'`]/);
  if (found) throw new Error(`the bundle evaluates text: ${found[0]}`);
}

const result = await build({
  entryPoints: [join(here, 'entry.js')],
  absWorkingDir: here,
  bundle: true,
  charset: 'utf8',
  format: 'esm',
  legalComments: 'none',
  metafile: true,
  minify: true,
  target: ['es2022'],
  write: false,
});
const code = result.outputFiles[0].text;
refuseEvaluation(code);

const locked = readJson(join(here, 'package-lock.json')).packages;
const packages = packagesOf(result.metafile.inputs).map((name) => {
  const entry = locked[`node_modules/${name}`];
  return {
    name,
    version: entry.version,
    integrity: entry.integrity,
    licence: readJson(join(here, 'node_modules', name, 'package.json')).license,
  };
});

mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'vendor.js'), code);
const texts = packages.map(({ name, version, licence }) => {
  const text = readFileSync(join(here, 'node_modules', name, 'LICENSE'), 'utf8').trim();
  return `${name} ${version} (${licence})\n\n${text}\n`;
});
const licences = texts.join(`\n${'='.repeat(72)}\n\n`);
writeFileSync(join(target, 'LICENSES.txt'), licences);
const hash = (text) => createHash('sha256').update(text).digest('hex');
const record = {
  bundle: 'vendor.js',
  sha256: hash(code),
  licences_sha256: hash(licences),
  packages,
};
writeFileSync(join(target, 'vendor.json'), `${JSON.stringify(record, null, 2)}\n`);
console.log(`vendor.js: ${Buffer.byteLength(code)} bytes, ${packages.length} packages`);
