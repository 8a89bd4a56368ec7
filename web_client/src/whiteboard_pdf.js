/** A PDF whose pages are one JPEG each (ISO 32000-1, sections 7.5 and 8.9). */

const POINTS_WIDE = 960;

/**
 * @param {Uint8Array[]} jpegs @param {number} width @param {number} height of each, in pixels
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function pdfOf(jpegs, width, height) {
  /** @type {Uint8Array[]} */ const parts = [];
  /** @type {number[]} */ const places = [];
  let length = 0;
  const add = (/** @type {string | Uint8Array} */ part) => {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (/** @type {number} */ number, /** @type {string} */ content) => {
    places[number] = length;
    add(`${number} 0 obj\n${content}\nendobj\n`);
  };
  const stream = (
    /** @type {number} */ number,
    /** @type {string} */ keys,
    /** @type {string | Uint8Array} */ content,
  ) => {
    places[number] = length;
    add(`${number} 0 obj\n<< ${keys} /Length ${content.length} >>\nstream\n`);
    add(content);
    add('\nendstream\nendobj\n');
  };
  const [w, h] = [POINTS_WIDE, (POINTS_WIDE * height) / width];
  const pages = jpegs.map((_, at) => 3 + 3 * at);
  add('%PDF-1.4\n');
  object(1, '<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((page) => `${page} 0 R`).join(' ');
  object(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  jpegs.forEach((jpeg, at) => {
    const page = 3 + 3 * at;
    object(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${page + 1} 0 R ` +
        `/Resources << /XObject << /I ${page + 2} 0 R >> >> >>`,
    );
    stream(page + 1, '', `${w} 0 0 ${h} 0 0 cm /I Do`);
    stream(
      page + 2,
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} ` +
        '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
      jpeg,
    );
  });
  const count = 3 + 3 * jpegs.length;
  const table = length;
  const lines = Array.from(
    { length: count - 1 },
    (_, at) => `${String(places[at + 1]).padStart(10, '0')} 00000 n \n`,
  );
  add(`xref\n0 ${count}\n0000000000 65535 f \n${lines.join('')}`);
  add(`trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
