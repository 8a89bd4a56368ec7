// Takes PDF.js into web_client/vendor/pdf as it was published: its reader, its worker, character
// maps for Japanese, the two symbol fonts that no system has, and two decoders without wasm.
// Writes down what went in, like bundle.mjs. Run by `make vendor`.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'node_modules', 'pdfjs-dist');
const target = join(here, '..', '..', 'web_client', 'vendor', 'pdf');
const OTHER_SCRIPTS =
  /^(?:Adobe-(?:CNS1|GB1|Korea1)|B5|CNS|ETH|ET|GB|HK|KSC|UniCNS|UniGB|UniKS|UniJIS.*UTF(?:8|32))/;

const maps = readdirSync(join(source, 'cmaps')).filter(
  (name) => name.endsWith('.bcmap') && !OTHER_SCRIPTS.test(name),
);
const taken = [
  // The form for older browsers: a school's tablets are not always of this year.
  ['legacy/build/pdf.min.mjs', 'pdf.mjs'],
  ['legacy/build/pdf.worker.min.mjs', 'worker.mjs'],
  ['wasm/openjpeg_nowasm_fallback.js', 'decoders/openjpeg_nowasm_fallback.js'],
  ['wasm/jbig2_nowasm_fallback.js', 'decoders/jbig2_nowasm_fallback.js'],
  ['standard_fonts/FoxitSymbol.pfb', 'fonts/FoxitSymbol.pfb'],
  ['standard_fonts/FoxitDingbats.pfb', 'fonts/FoxitDingbats.pfb'],
  ...maps.map((name) => [`cmaps/${name}`, `maps/${name}`]),
];
const texts = [
  'LICENSE',
  'cmaps/LICENSE',
  'standard_fonts/LICENSE_FOXIT',
  'wasm/LICENSE_OPENJPEG',
  'wasm/LICENSE_PDFJS_OPENJPEG',
  'wasm/LICENSE_JBIG2',
  'wasm/LICENSE_PDFJS_JBIG2',
];

const hash = (content) => createHash('sha256').update(content).digest('hex');
rmSync(target, { recursive: true, force: true });
const files = {};
for (const [from, to] of taken) {
  mkdirSync(dirname(join(target, to)), { recursive: true });
  cpSync(join(source, from), join(target, to));
  files[to] = hash(readFileSync(join(target, to)));
}
const line = `\n${'='.repeat(72)}\n\n`;
const licences = texts.map(
  (name) => `${name}\n\n${readFileSync(join(source, name), 'utf8').trim()}\n`,
);
writeFileSync(join(target, 'LICENSES.txt'), licences.join(line));
files['LICENSES.txt'] = hash(licences.join(line));

const locked = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages;
const { version, integrity } = locked['node_modules/pdfjs-dist'];
const record = { name: 'pdfjs-dist', version, integrity, licence: 'Apache-2.0', files };
writeFileSync(join(target, 'pdf.json'), `${JSON.stringify(record, null, 2)}\n`);
console.log(`pdf: ${Object.keys(files).length} files of pdfjs-dist ${version}`);
