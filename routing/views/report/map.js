// Maps to look around in. The world is drawn in quarters of a km and moved by one transformation; names and signs are
// set in pixels of the screen after each move, the weightiest first, each where it overlaps no other, or not at all.
const RANK = ["origin", "destination", "gauge break", "transshipment", "customs", "border", "passed", "beside"];
const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [0.8, -0.8], [-0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]];
const CLOSEST = 600; // quarters of a km across the map at the closest
const BESIDE = 5; // pixels between names side by side, which would else read as one
const CELL = 6; // pixels: how finely names keep off lines
const svgNode = (name, attributes) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};
const numbers = (text) => (text.match(/-?\d+/g) || []).map(Number);
function corners(outline) {
  const found = numbers(outline);
  for (let i = 2; i < found.length; i += 1) found[i] += found[i - 2];
  return found;
}

const copies = (id, css) => [...(document.getElementById(id)?.content.querySelectorAll(css) || [])].map((one) => one.cloneNode(true));
function layGround(box) { // the land and what is on offer stand in the page once, for all of its maps
  const [world, signs] = [".world", ".spots"].map((css) => box.querySelector(css));
  const banned = new Set(box.dataset.banned.split(" ")), hatch = box.querySelector(".hatch").id;
  const ground = copies("land", ".land").flatMap((land) => {
    if (!banned.has(land.dataset.code)) return [land];
    land.classList.add("forbidden");
    return [land, svgNode("path", { class: "hatched", fill: `url(#${hatch})`, d: land.getAttribute("d") })];
  });
  world.prepend(...ground, ...copies(box.dataset.beside, ".others"));
  const passed = new Set([...signs.children].map((one) => one.dataset.place));
  signs.prepend(...copies(box.dataset.beside, ".spot").filter((one) => !passed.has(one.dataset.place)));
}

function lookAround(box) {
  layGround(box);
  const figure = box.closest("figure");
  const all = (css) => [...box.querySelectorAll(css)];
  const [sheet] = all(".sheet"), [world] = all(".world"), [names] = all(".names"), [leaders] = all(".leaders");
  const [tip] = all(".tip"), [stage] = all(".stage"), patterns = all(".hatch");
  const first = numbers(box.dataset.first), whole = numbers(box.dataset.whole);
  const ways = all(".way").map((node) => ({
    node, users: node.dataset.users.split(" ").filter(Boolean),
    lines: [...node.querySelectorAll(".line")].map((line) => corners(line.getAttribute("d"))),
  }));
  const spots = all(".spot").reverse().map((node) => ({
    node, x: Number(node.dataset.x), y: Number(node.dataset.y), kind: node.dataset.kind,
    users: node.dataset.users.split(" ").filter(Boolean), text: null, width: 0,
  }));
  spots.sort((one, other) => RANK.indexOf(one.kind) - RANK.indexOf(other.kind)); // stable: else as given
  const codes = all(".code").map((node) => ({ node, spots: corners(node.dataset.spots), width: 0 }));
  const items = [...ways.map((way) => way.node), ...spots.map((spot) => spot.node)];
  let width = 0, height = 0, scale = 0, left = 0, top = 0, least = 0, most = 1, awake = false, chosen = null;

  // --- what is seen -------------------------------------------------------------------------------------------
  function home() {
    scale = Math.min(width / first[2], height / first[3]);
    left = width / 2 - scale * (first[0] + first[2] / 2);
    top = height / 2 - scale * (first[1] + first[3] / 2);
  }
  function keepIn() {
    scale = Math.min(Math.max(scale, least), most);
    const within = (at, side, start, length) =>
      scale * length <= side ? (side - scale * length) / 2 - scale * start
        : Math.min(Math.max(at, side - scale * (start + length)), -scale * start);
    left = within(left, width, whole[0], whole[2]);
    top = within(top, height, whole[1], whole[3]);
  }
  function zoom(times, x = width / 2, y = height / 2) {
    const before = scale;
    scale = Math.min(Math.max(scale * times, least), most);
    left = x - (x - left) * (scale / before);
    top = y - (y - top) * (scale / before);
    draw();
  }
  function move(x, y) {
    left += x;
    top += y;
    draw();
  }
  function resize() {
    const room = stage.clientWidth;
    if (!room) return;
    const centre = scale ? [(width / 2 - left) / scale, (height / 2 - top) / scale, scale / least] : null;
    width = room;
    height = Math.round(Math.min(Math.max(room * first[3] / first[2], 340), Math.max(innerHeight * 0.78, 300)));
    sheet.setAttribute("viewBox", `0 0 ${width} ${height}`);
    sheet.style.height = `${height}px`;
    least = Math.min(width / first[2], height / first[3]);
    most = Math.max(width, height) / CLOSEST;
    if (centre) {
      scale = centre[2] * least;
      left = width / 2 - scale * centre[0];
      top = height / 2 - scale * centre[1];
    } else home();
    draw();
  }

  // --- names --------------------------------------------------------------------------------------------------
  const isShown = (node) => !node.classList.contains("off");
  const toScreen = (x, y) => [left + scale * x, top + scale * y];
  let taken = [], cells = new Set();
  const overlaps = (one) =>
    taken.some((other) => one[0] < other[2] + 2 && other[0] < one[2] + 2 && one[1] < other[3] + 2 && other[1] < one[3] + 2);
  const isFree = (one) =>
    one[0] >= 2 && one[1] >= 2 && one[2] <= width - 2 && one[3] <= height - 2 && !overlaps(one);
  function covered(one) {
    let count = 0;
    for (let x = Math.floor(one[0] / CELL); x <= one[2] / CELL; x += 1)
      for (let y = Math.floor(one[1] / CELL); y <= one[3] / CELL; y += 1) count += cells.has(x * 10000 + y);
    return count;
  }
  function trace(line) { // the cells that a line runs through
    for (let i = 2; i < line.length; i += 2) {
      const [x0, y0] = toScreen(line[i - 2], line[i - 1]), [x1, y1] = toScreen(line[i], line[i + 1]);
      if (Math.max(x0, x1) < 0 || Math.min(x0, x1) > width || Math.max(y0, y1) < 0 || Math.min(y0, y1) > height) continue;
      const steps = Math.min(Math.ceil(Math.hypot(x1 - x0, y1 - y0) / CELL), 400) || 1;
      for (let step = 0; step <= steps; step += 1) {
        const x = x0 + (x1 - x0) * step / steps, y = y0 + (y1 - y0) * step / steps;
        cells.add(Math.floor(x / CELL) * 10000 + Math.floor(y / CELL));
      }
    }
  }
  function nameOf(spot) {
    if (!spot.text) {
      const kind = RANK.indexOf(spot.kind);
      spot.text = svgNode("text", { class: kind < 2 ? "name strong" : kind < 6 ? "name" : "name small" });
      spot.text.textContent = spot.node.dataset.name;
      names.append(spot.text);
      const measured = spot.text.getBBox();
      spot.width = measured.width;
      spot.height = measured.height;
      spot.rise = -measured.y; // from the top of the letters to their line
    }
    return spot.text;
  }
  function place(spot) {
    const text = nameOf(spot), [x, y] = toScreen(spot.x, spot.y);
    const small = RANK.indexOf(spot.kind) > 5, clear = small ? 5 : 9;
    let best = null;
    for (const away of small ? [0] : [0, 8, 18]) {
      SIDES.forEach(([right, down], order) => {
        const cx = x + right * (clear + away) + Math.sign(right) * spot.width / 2;
        const cy = y + down * (clear + away) + Math.sign(down) * spot.height / 2;
        const one = [cx - spot.width / 2, cy - spot.height / 2, cx + spot.width / 2, cy + spot.height / 2];
        if (!isFree(one)) return;
        const cost = covered(one) * 10 + away * 2 + order;
        if (!best || cost < best.cost) best = { cost, one, away };
      });
      if (best && best.cost < 20) break;
    }
    text.classList.toggle("off", !best);
    if (!best) return;
    const [x0, y0, x1, y1] = best.one;
    text.setAttribute("x", x0.toFixed(1));
    text.setAttribute("y", (y0 + spot.rise).toFixed(1));
    taken.push([x0 - BESIDE, y0, x1 + BESIDE, y1]);
    if (best.away > 8) {
      const ends = { x1: x, y1: y, x2: Math.min(Math.max(x, x0), x1), y2: Math.min(Math.max(y, y0), y1) };
      leaders.append(svgNode("line", ends));
    }
  }
  function badge(way) { // the numbers of routes at their lines, where the line is nearest to the middle
    const text = way.users.join("+"), half = 5 + 4 * text.length;
    let best = null;
    for (const line of way.lines) {
      for (let i = 0; i < line.length; i += 2) {
        const j = Math.max(i - 2, 0);
        for (const share of [0, 0.5]) {
          const [x, y] = toScreen(line[i] + share * (line[j] - line[i]), line[i + 1] + share * (line[j + 1] - line[i + 1]));
          const one = [x - half, y - 9, x + half, y + 9];
          const far = Math.hypot(x - width / 2, y - height / 2);
          if ((!best || far < best.far) && isFree(one)) best = { far, one, x, y };
        }
      }
    }
    if (!best) return;
    taken.push(best.one);
    const group = svgNode("g", { class: `badge ${way.node.getAttribute("class").split(" ")[2]}` });
    group.append(svgNode("rect", { x: best.one[0], y: best.one[1], width: 2 * half, height: 18, rx: 5 }));
    const told = svgNode("text", { x: best.x, y: best.y + 4.5 });
    told.textContent = text;
    group.append(told);
    leaders.after(group);
  }
  function write() {
    taken = [[width - 58, 0, width, 150]]; // the buttons
    cells = new Set();
    leaders.replaceChildren();
    all(".badge").forEach((one) => one.remove());
    const seen = ways.filter((way) => isShown(way.node));
    for (const way of seen) way.lines.forEach(trace);
    const visible = [];
    for (const spot of spots) {
      const [x, y] = toScreen(spot.x, spot.y);
      spot.node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      if (spot.text) spot.text.classList.add("off");
      const inside = x > -8 && y > -8 && x < width + 8 && y < height + 8;
      if (inside && isShown(spot.node)) visible.push({ spot, x, y });
    }
    const rank = ({ spot }) => RANK.indexOf(spot.kind);
    const ends = visible.filter((one) => rank(one) < 2);
    const passed = visible.filter((one) => rank(one) > 5);
    const stops = visible.filter((one) => !ends.includes(one) && !passed.includes(one));
    for (const { x, y } of [...ends, ...stops]) taken.push([x - 7, y - 7, x + 7, y + 7]);
    ends.forEach(({ spot }) => place(spot));
    const badged = new Set();
    const length = (way) => way.lines.reduce((sum, line) => sum + line.length, 0);
    for (const way of [...seen].sort((one, other) => length(other) - length(one))) {
      const key = way.users.join("+");
      if (key && !badged.has(key)) badge(way);
      badged.add(key);
    }
    stops.forEach(({ spot }) => place(spot));
    const dots = passed.filter(({ spot, x, y }) => { // those too near to another are left out as well
      const one = [x - 3, y - 3, x + 3, y + 3], free = !overlaps(one);
      spot.node.classList.toggle("thin", !free);
      if (free) taken.push(one);
      return free;
    });
    dots.forEach(({ spot }) => place(spot));
    for (const code of codes) {
      if (!code.width) code.width = code.node.getBBox().width;
      let at = null;
      for (let i = 0; i < code.spots.length && !at; i += 2) {
        const [x, y] = toScreen(code.spots[i], code.spots[i + 1]);
        const one = [x - code.width / 2 - 2, y - 9, x + code.width / 2 + 2, y + 9];
        if (isFree(one) && !covered(one)) at = { x, y, one };
      }
      code.node.classList.toggle("off", !at);
      if (!at) continue;
      code.node.setAttribute("x", at.x.toFixed(1));
      code.node.setAttribute("y", (at.y + 4.5).toFixed(1));
      taken.push(at.one);
    }
  }
  let waiting = false;
  function draw() {
    keepIn();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      world.setAttribute("transform", `translate(${left.toFixed(2)} ${top.toFixed(2)}) scale(${scale})`);
      patterns.forEach((one) => one.setAttribute("patternTransform", `scale(${1 / scale})`));
      sheet.classList.toggle("closer", scale > least * 1.01);
      sheet.style.touchAction = scale > least * 1.01 ? "none" : "pan-y"; // at first a finger scrolls the page
      write();
      if (chosen) tell(chosen);
    });
  }

  // --- figures ------------------------------------------------------------------------------------------------
  function middle(node) { // where a leg or a place is seen, in pixels
    if (node.dataset.x) return toScreen(Number(node.dataset.x), Number(node.dataset.y));
    const way = ways.find((one) => one.node === node);
    let best = null;
    for (const line of way ? way.lines : [corners(node.getAttribute("d"))]) {
      for (let i = 0; i < line.length; i += 2) {
        const [x, y] = toScreen(line[i], line[i + 1]), far = Math.hypot(x - width / 2, y - height / 2);
        if (!best || far < best[2]) best = [x, y, far];
      }
    }
    return best;
  }
  function tell(node, at = null) {
    const lines = node.dataset.words.split("\n");
    tip.replaceChildren(...lines.map((line, index) => {
      const part = document.createElement(index ? "span" : "b");
      part.textContent = line;
      return part;
    }));
    tip.hidden = false;
    const [x, y] = at || middle(node);
    const wide = tip.offsetWidth, high = tip.offsetHeight;
    const beside = x + 14 + wide <= width ? x + 14 : Math.max(x - 14 - wide, 4);
    const under = y + 14 + high <= height ? y + 14 : y - 14 - high;
    tip.style.left = `${Math.min(beside, Math.max(width - wide - 4, 4))}px`;
    tip.style.top = `${Math.max(under, 4)}px`;
    items.forEach((one) => one.classList.toggle("lit", one === node));
    const rows = figure.closest("section").querySelectorAll("tr[data-leg]");
    rows.forEach((row) => row.classList.toggle("told", "leg" in node.dataset && row.dataset.leg === node.dataset.leg));
  }
  function hush() {
    chosen = null;
    tip.hidden = true;
    items.forEach((one) => one.classList.remove("lit"));
    figure.closest("section").querySelectorAll("tr.told").forEach((row) => row.classList.remove("told"));
  }
  const itemAt = (target) => (target.closest ? target.closest(".way, .spot, .other") : null);

  // --- pointers -----------------------------------------------------------------------------------------------
  const down = new Map();
  let moved = 0;
  const inside = (event) => {
    const frame = sheet.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  sheet.addEventListener("pointerdown", (event) => {
    down.set(event.pointerId, inside(event));
    moved = 0;
    awake = true;
  });
  sheet.addEventListener("pointermove", (event) => {
    const at = inside(event), before = down.get(event.pointerId);
    awake = awake || event.movementX !== 0 || event.movementY !== 0;
    if (!before) {
      const node = event.pointerType === "touch" ? null : itemAt(event.target);
      if (node) tell(node, at);
      else if (!tip.hidden && !chosen) hush();
      return;
    }
    const others = [...down].filter(([id]) => id !== event.pointerId).map(([, where]) => where);
    if (others.length) { // two fingers
      const far = (one) => Math.hypot(one[0] - others[0][0], one[1] - others[0][1]) || 1;
      const mid = [(at[0] + others[0][0]) / 2, (at[1] + others[0][1]) / 2];
      left += (at[0] - before[0]) / 2;
      top += (at[1] - before[1]) / 2;
      zoom(far(at) / far(before), ...mid);
    } else if (event.pointerType !== "touch" || scale > least * 1.01) {
      move(at[0] - before[0], at[1] - before[1]);
    }
    moved += Math.hypot(at[0] - before[0], at[1] - before[1]);
    if (moved > 5 && !sheet.hasPointerCapture(event.pointerId)) sheet.setPointerCapture(event.pointerId);
    down.set(event.pointerId, at);
  });
  const lift = (event) => {
    const was = down.delete(event.pointerId);
    if (!was || event.type !== "pointerup" || moved > 5) return;
    const node = itemAt(event.target);
    if (node) {
      chosen = node;
      tell(node, inside(event));
    } else hush();
  };
  sheet.addEventListener("pointerup", lift);
  sheet.addEventListener("pointercancel", lift);
  sheet.addEventListener("pointerleave", () => chosen || down.size || hush());
  sheet.addEventListener("dblclick", (event) => zoom(event.shiftKey ? 0.5 : 2, ...inside(event)));
  addEventListener("scroll", () => (awake = false), { passive: true });
  sheet.addEventListener("wheel", (event) => { // a page that is scrolled past the map is not held up by it
    const outwards = event.deltaY > 0;
    if (!event.ctrlKey && (!awake || (outwards && scale <= least * 1.001))) return;
    event.preventDefault();
    const step = event.deltaMode === 1 ? event.deltaY * 20 : event.deltaY;
    zoom(Math.exp(-Math.max(Math.min(step, 150), -150) * (event.ctrlKey ? 0.01 : 0.003)), ...inside(event));
  }, { passive: false });

  // --- keys ---------------------------------------------------------------------------------------------------
  function reach(node) {
    items.forEach((one) => one.setAttribute("tabindex", one === node ? "0" : "-1"));
    const [x, y] = middle(node);
    if (x < 20 || y < 20 || x > width - 20 || y > height - 20) move(width / 2 - x, height / 2 - y);
    node.focus({ preventScroll: true });
  }
  const STEPS = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const open = items.filter(isShown), at = open.indexOf(document.activeElement);
    const key = event.key;
    if (key === "+" || key === "=") zoom(1.5);
    else if (key === "-" || key === "_") zoom(1 / 1.5);
    else if (key === "0") { home(); draw(); }
    else if (key === "Escape") { hush(); sheet.focus({ preventScroll: true }); }
    else if (at < 0 && key in STEPS) move(...STEPS[key]);
    else if (at < 0 && key === "Enter") { if (open.length) reach(open[0]); }
    else if (at >= 0 && (key === "ArrowRight" || key === "ArrowDown")) reach(open[(at + 1) % open.length]);
    else if (at >= 0 && (key === "ArrowLeft" || key === "ArrowUp")) reach(open[(at - 1 + open.length) % open.length]);
    else if (at >= 0 && key === "Home") reach(open[0]);
    else if (at >= 0 && key === "End") reach(open[open.length - 1]);
    else return;
    event.preventDefault();
  });
  for (const node of items) {
    node.addEventListener("focus", () => { chosen = node; tell(node); });
    node.addEventListener("blur", hush);
  }
  for (const button of all("[data-zoom]")) {
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "all") { home(); draw(); } else zoom(button.dataset.zoom === "in" ? 1.6 : 1 / 1.6);
    });
  }

  // --- layers -------------------------------------------------------------------------------------------------
  function sift() {
    const off = (css, key) => new Set(all(css).filter((one) => !one.checked).map((one) => one.dataset[key]));
    const modes = off("input[data-mode]", "mode"), routes = off("input[data-route]", "route");
    const hidden = (users) => users.length > 0 && users.every((user) => routes.has(user));
    for (const way of ways) way.node.classList.toggle("off", modes.has(way.node.dataset.mode) || hidden(way.users));
    for (const other of all(".other")) other.classList.toggle("off", modes.has(other.dataset.mode));
    const others = all("input[data-others]").some((one) => one.checked);
    all(".further").forEach((one) => (one.hidden = !others));
    all(".others").forEach((one) => one.classList.toggle("off", !others));
    for (const spot of spots) {
      spot.node.classList.toggle("off", spot.kind === "beside" ? !others : hidden(spot.users));
    }
    hush();
    draw();
  }
  all(".layers input").forEach((input) => input.addEventListener("change", sift));

  box.hidden = false;
  figure.classList.add("live");
  sift();
  new ResizeObserver(resize).observe(stage);
  resize();
}
document.querySelectorAll(".around").forEach(lookAround);
