// A drawing context that writes SVG: what is drawn on the canvas can be drawn on this, and comes out as shapes and
// real text. It knows what the picture uses of a 2D context, and no more.

/** A text with every character replaced that XML cannot hold (XML 1.0, section 2.2). */
const legalText = (text) =>
  String(text)
    .toWellFormed()
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xmlText = (text) => legalText(text).replace(/[&<>"]/g, (sign) => SIGNS[sign]);

const svgNumber = (n) => String(Math.round(n * 100) / 100 + 0); // + 0: no minus zero

/** An SVG element as text; attributes that are null are left out. */
function svgTag(name, attributes, content = '') {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? svgNumber(value) : xmlText(value)}"`)
    .join('');
  return content === '' ? `<${name}${said}/>` : `<${name}${said}>${content}</${name}>`;
}

/** A colour as SVG 1.1 knows it, and how much it covers. */
function svgPaint(color) {
  const [, r, g, b, alpha] = /^rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)$/.exec(color) || [];
  return alpha === undefined ? [color, 1] : [`rgb(${r},${g},${b})`, Number(alpha)];
}

/** How far the baseline of a font lies below the middle of its square, in pixels. */
const baselines = new Map();
function dropOf(font) {
  if (!baselines.has(font)) {
    pen.font = font;
    const ascent = (baseline) => {
      pen.textBaseline = baseline;
      return pen.measureText('中').fontBoundingBoxAscent;
    };
    baselines.set(font, ascent('alphabetic') - ascent('middle'));
    pen.textBaseline = 'alphabetic';
  }
  return baselines.get(font);
}

const DRAWN = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  direction: 'ltr',
};

class Recorder {
  constructor() {
    this.parts = [];
    this.path = '';
    this.kept = [];
    this.matrix = new DOMMatrix();
    this.dash = [];
    Object.assign(this, DRAWN);
  }

  // State

  save() {
    const values = Object.fromEntries(Object.keys(DRAWN).map((key) => [key, this[key]]));
    this.kept.push({ ...values, dash: this.dash, matrix: this.matrix });
  }
  restore() {
    Object.assign(this, this.kept.pop());
  }
  translate(x, y) {
    this.matrix = this.matrix.translate(x, y);
  }
  scale(x, y) {
    this.matrix = this.matrix.scale(x, y);
  }
  rotate(angle) {
    this.matrix = this.matrix.rotate((angle * 180) / Math.PI);
  }
  getTransform() {
    return this.matrix;
  }
  setLineDash(dash) {
    this.dash = dash || [];
  }
  measureText(text) {
    pen.font = this.font;
    return pen.measureText(text);
  }

  // Paths

  beginPath() {
    this.path = '';
  }
  closePath() {
    if (this.path) this.path += 'Z';
  }
  go(letter, ...numbers) {
    this.path += letter + numbers.map(svgNumber).join(' ');
  }
  moveTo(x, y) {
    this.go('M', x, y);
  }
  lineTo(x, y) {
    this.go(this.path ? 'L' : 'M', x, y);
  }
  quadraticCurveTo(...points) {
    this.go('Q', ...points);
  }
  bezierCurveTo(...points) {
    this.go('C', ...points);
  }
  rect(x, y, width, height) {
    this.path += `M${svgNumber(x)} ${svgNumber(y)}h${svgNumber(width)}v${svgNumber(height)}h${svgNumber(-width)}Z`;
  }
  roundRect(x, y, width, height, radius) {
    const r = Math.min(radius, width / 2, height / 2);
    const turn = (dx, dy) => `a${svgNumber(r)} ${svgNumber(r)} 0 0 1 ${svgNumber(dx)} ${svgNumber(dy)}`;
    this.path +=
      `M${svgNumber(x + r)} ${svgNumber(y)}h${svgNumber(width - 2 * r)}${turn(r, r)}v${svgNumber(height - 2 * r)}` +
      `${turn(-r, r)}h${svgNumber(2 * r - width)}${turn(-r, -r)}v${svgNumber(2 * r - height)}${turn(r, -r)}Z`;
  }
  arc(x, y, r, from, to, back = false) {
    const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-9;
    const end = whole ? from + (back ? -1 : 1) * Math.PI : to;
    const at = (angle) => [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    this.lineTo(...at(from));
    const large =
      !whole && (((back ? from - to : to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI) > Math.PI;
    this.go('A', r, r, 0, Number(large), Number(!back), ...at(end));
    if (whole) this.go('A', r, r, 0, 0, Number(!back), ...at(from));
  }

  // Marks

  fill(path, rule) {
    const shape = path instanceof Path2D ? types[glyphs.indexOf(path)].path : this.path;
    const even = (path instanceof Path2D ? rule : path) === 'evenodd';
    const [fill, opacity] = svgPaint(this.fillStyle);
    this.add('path', {
      d: shape,
      fill,
      'fill-opacity': svgOpacity(opacity),
      'fill-rule': even ? 'evenodd' : null,
    });
  }
  stroke() {
    const [stroke, opacity] = svgPaint(this.strokeStyle);
    this.add('path', {
      d: this.path,
      fill: 'none',
      stroke,
      'stroke-opacity': svgOpacity(opacity),
      'stroke-width': this.lineWidth,
      'stroke-dasharray': this.dash.length ? this.dash.join(' ') : null,
      'stroke-linecap': this.lineCap === 'butt' ? null : this.lineCap,
    });
  }
  fillRect(x, y, width, height) {
    const [fill, opacity] = svgPaint(this.fillStyle);
    this.add('rect', { x, y, width, height, fill, 'fill-opacity': svgOpacity(opacity) });
  }
  fillText(text, x, y) {
    const [, weight, size, family] = /^(?:(\d+|bold) )?([\d.]+)px (.*)$/.exec(this.font);
    const down = this.textBaseline === 'middle' ? dropOf(this.font) : 0;
    const anchor = { center: 'middle', right: 'end', end: 'end' }[this.textAlign] || null;
    const look = {
      x,
      y: y + down,
      'font-family': family.replaceAll('"', "'"),
      'font-size': Number(size),
      'font-weight': weight || null,
      'text-anchor': anchor,
      fill: svgPaint(this.fillStyle)[0],
    };
    this.add('text', look, xmlText(text));
  }

  add(name, attributes, content) {
    if (attributes.d === '') return;
    const { a, b, c, d, e, f, isIdentity } = this.matrix;
    const transform = isIdentity
      ? null
      : a === 1 && d === 1 && !b && !c
        ? `translate(${svgNumber(e)} ${svgNumber(f)})`
        : `matrix(${[a, b, c, d].map((n) => String(Math.round(n * 1e4) / 1e4)).join(' ')} ${svgNumber(e)} ${svgNumber(f)})`;
    const opacity = svgOpacity(this.globalAlpha);
    this.parts.push(svgTag(name, { ...attributes, opacity, transform }, content));
  }
}

/** An opacity, left out where it is whole. */
const svgOpacity = (opacity) => (opacity === 1 ? null : opacity);
