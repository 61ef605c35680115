// The whole picture on one sheet, as SVG: title, picture, and a line that says what the signs mean. The same
// functions draw it that draw the canvas.

const SHEET = { pad: 32, title: '600 22px', line: 24, least: 560, widest: 3200 };
const PNG = { scale: 2, side: 16000, area: 200e6 }; // canvases of browsers end there

/** Run something with other colours than those of the page. */
function withColors(colors, run) {
  const before = { ...theme };
  Object.assign(theme, colors);
  drawEdges();
  try {
    return run();
  } finally {
    Object.assign(theme, before);
    drawEdges();
  }
}

/**
 * What is shown, as SVG.
 *
 * @param {boolean} [light] in light colours, whatever those of the page, for paper
 * @returns {{svg: string, width: number, height: number}} sizes in CSS pixels
 */
function sheet(light = theme.paper === TOKENS.colors.light.paper) {
  return withColors(light ? { ...TOKENS.colors.light, paper: '#ffffff' } : {}, () => {
    const pen = new Recorder();
    const all = extent();
    const scale = Math.min(1, SHEET.widest / all.width);
    const width = Math.ceil(Math.max(SHEET.least, all.width * scale + 2 * SHEET.pad));
    const room = width - 2 * SHEET.pad;
    const head = drawHead(pen, room);
    pen.save();
    pen.translate(SHEET.pad + (room - all.width * scale) / 2, head);
    pen.scale(scale, scale);
    pen.translate(-all.left, -all.top);
    drawPicture(pen);
    pen.restore();
    const height = Math.ceil(drawKey(pen, room, head + all.height * scale + 30) + SHEET.pad);
    return { svg: svgOf(pen.parts, width, height), width, height };
  });
}

const titleOf = () => [pick(DATA.title), t('title')].filter(Boolean).join(' · ');
/** How much is shown. The panorama draws only the relations of what is selected, and says so. */
const viewLine = () =>
  t(state.panorama ? 'viewLinePanorama' : 'viewLine', {
    n: shownNodes().length,
    m: TOTAL,
    s: shownEdges().length,
  });

/** What the picture takes up, with the lines that run out beside it. */
function extent() {
  const points = drawnLines().flatMap((line) =>
    [0.2, 0.35, 0.5, 0.65, 0.8].map((t) => line.edgeType.getPoint(t)),
  );
  const ends = points.map(({ x, y }) => ({ box: { left: x, top: y, width: 0, height: 0 } }));
  return bounds([...picture.items.values(), ...ends]);
}

const drawnLines = () => Object.values(picture.network.body.edges).filter((edge) => edge.connected);

/** Title and what is shown, from the top; returns where the picture may begin. */
function drawHead(pen, room) {
  const font = `${SHEET.title} ${sans}`;
  let y = SHEET.pad + 12;
  for (const line of wrap(titleOf(), font, room, 3)) {
    write(pen, line, SHEET.pad, y, font, theme.ink);
    y += 30;
  }
  for (const line of wrap(viewLine(), FONT.text, room, 3)) {
    write(pen, line, SHEET.pad, y - 2, FONT.text, theme['ink-2']);
    y += 22;
  }
  return y + 18;
}

/** The items and the lines between them, as the canvas has them, but for what the mouse points at. */
function drawPicture(pen) {
  const lines = drawnLines();
  for (const line of lines) line.draw(pen);
  for (const item of picture.items.values()) drawItem(pen, item, { ...lookOf(item), hovered: false });
  for (const line of lines) line.drawArrows(pen);
}

/** The types and the layers that are on the picture, each with its sign; returns where it ends. */
function drawKey(pen, room, top) {
  const shownTypes = new Set(shownNodes().map((i) => NODES.group[i]));
  const shownLayers = new Set(shownEdges().map((edge) => edgeLayer[edge]));
  const entries = [
    ...[...shownTypes].sort((a, b) => a - b).map((type) => [begin(pick(types[type].names)), { type }]),
    ...DATA.layers.filter((layer) => shownLayers.has(layer)).map((layer) => [t(`layer.${layer}`), { layer }]),
  ];
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(SHEET.pad, top);
  pen.lineTo(SHEET.pad + room, top);
  pen.stroke();
  let [x, y] = [SHEET.pad, top + SHEET.line];
  for (const [text, { type, layer }] of entries) {
    const sign = type === undefined ? 34 : 20;
    const wide = sign + measure(text, FONT.small);
    if (x > SHEET.pad && x + wide > SHEET.pad + room) [x, y] = [SHEET.pad, y + SHEET.line];
    if (type === undefined) drawSample(pen, layer, x, y);
    else drawGlyph(pen, type, x + 7, y, theme[types[type].family]);
    write(pen, text, x + sign, y, FONT.small, theme['ink-2']);
    x += wide + 20;
  }
  return y;
}

function drawSample(pen, layer, x, y) {
  pen.strokeStyle = theme['ink-2'];
  pen.lineWidth = 1.6;
  pen.setLineDash(TOKENS.layers[layer]);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 26, y);
  pen.stroke();
  pen.setLineDash([]);
}

function svgOf(parts, width, height) {
  const ground = svgTag('rect', { width, height, fill: theme.paper });
  const said = [svgTag('title', {}, xmlText(titleOf())), svgTag('desc', {}, xmlText(viewLine()))];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'xml:lang': document.documentElement.lang,
  };
  return `${svgTag('svg', attributes, `\n${[...said, ground, ...parts].join('\n')}\n`)}\n`;
}

/** A sheet as PNG, two pixels to each of its own, fewer where a canvas could not hold them. */
async function rasterised({ svg, width, height }) {
  const scale = Math.min(
    PNG.scale,
    PNG.side / Math.max(width, height),
    Math.sqrt(PNG.area / (width * height)),
  );
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = h('canvas', { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no room'))), 'image/png');
  });
}
