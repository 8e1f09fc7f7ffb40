/** A table as it may be told; null is hidden. */
export type ToldTable = { cells: (number | null)[][]; rowTotals: (number | null)[]; columnTotals: (number | null)[]; total: number | null };

/** A number that others add up to, as a way between two lines: what flows into a line flows out of it. */
type Edge = { from: number; to: number; value: number; hidden: boolean };

/**
 * The table as a flow that goes round: total → row totals → cells → column totals → total. That a number can be had from those that are shown is that
 * the hidden ones leave it no room to move, and room in a flow can be measured.
 */
type Flow = { edges: Edge[]; nodes: number; cell(row: number, column: number): Edge; rows: Edge[]; columns: Edge[]; whole: Edge };

function flowOf(counts: readonly (readonly number[])[], fewest: number): Flow {
  const height = counts.length;
  const width = counts[0]?.length ?? 0;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [source, sink] = [height + width, height + width + 1];
  const edge = (from: number, to: number, value: number): Edge => ({ from, to, value, hidden: value < fewest });
  const cells = counts.map((line, row) => line.map((value, column) => edge(row, height + column, value)));
  const rows = counts.map((line, row) => edge(source, row, sum(line)));
  const columns = Array.from({ length: width }, (_, column) => edge(height + column, sink, sum(counts.map((line) => line[column] ?? 0))));
  const whole = edge(sink, source, sum(rows.map(({ value }) => value)));
  return {
    edges: [...cells.flat(), ...rows, ...columns, whole],
    nodes: height + width + 2,
    cell: (row, column) => cells[row]?.[column] as Edge,
    rows,
    columns,
    whole,
  };
}

/** How much can be moved from one line to another through hidden numbers other than `without`, up to `enough`. */
function movable(flow: Flow, unknown: readonly Edge[], start: number, end: number, without: Edge, enough: number): number {
  type Way = { to: number; room: number; back: number };
  const ways: Way[] = [];
  const at: number[][] = Array.from({ length: flow.nodes }, () => []);
  const add = (from: number, to: number, room: number, backRoom: number) => {
    at[from]?.push(ways.length);
    ways.push({ to, room, back: ways.length + 1 });
    at[to]?.push(ways.length);
    ways.push({ to: from, room: backRoom, back: ways.length - 1 });
  };
  // A number can grow without end and fall to nought.
  for (const edge of unknown) if (edge !== without) add(edge.from, edge.to, Number.MAX_SAFE_INTEGER, edge.value);
  let moved = 0;
  while (moved < enough) {
    const cameBy = new Map<number, number>([[start, -1]]);
    const queue = [start];
    for (let place = 0; place < queue.length && !cameBy.has(end); place += 1)
      for (const way of at[queue[place] as number] ?? []) {
        const { to, room } = ways[way] as Way;
        if (room <= 0 || cameBy.has(to)) continue;
        cameBy.set(to, way);
        queue.push(to);
      }
    if (!cameBy.has(end)) break;
    const path: Way[] = [];
    for (let node = end; node !== start; ) {
      const way = ways[cameBy.get(node) as number] as Way;
      path.push(way);
      node = (ways[way.back] as Way).to;
    }
    const step = Math.min(enough - moved, ...path.map(({ room }) => room));
    for (const way of path) {
      way.room -= step;
      (ways[way.back] as Way).room += step;
    }
    moved += step;
  }
  return moved;
}

/** Between how many values a hidden number may lie, as far as the known ones tell; counted up to `enough`. */
function roomOf(flow: Flow, unknown: readonly Edge[], edge: Edge, enough: number): number {
  const up = movable(flow, unknown, edge.to, edge.from, edge, enough);
  return up >= enough ? up : up + movable(flow, unknown, edge.from, edge.to, edge, Math.min(enough - up, edge.value));
}

/**
 * A table in which numbers under `fewest`, noughts too, are hidden, and so many others that no hidden one can be had from what is shown: each could be
 * any of at least `fewest` values (of as many as the totals leave, where they leave fewer). Cells are protected even from somebody who knows all totals,
 * for those stand elsewhere. Where that cannot be had, everything is hidden.
 */
export function protectedCross(counts: readonly (readonly number[])[], fewest: number): ToldTable {
  const flow = flowOf(counts, fewest);
  const { edges, rows, columns, whole, cell } = flow;
  const shape = counts.map((line) => line.map(() => null));
  const nothing: ToldTable = { cells: shape, rowTotals: rows.map(() => null), columnTotals: columns.map(() => null), total: null };
  if (whole.value < fewest) return nothing;
  const totals = new Set<Edge>([...rows, ...columns, whole]);
  const cells = edges.filter((edge) => !totals.has(edge));
  const small = cells.filter(({ hidden }) => hidden);
  const rowOf = (edge: Edge) => edge.from;
  const columnOf = (edge: Edge) => edge.to - counts.length;

  /** What the totals alone leave a cell: between these bounds of Fréchet it can be anything. */
  const wanted = (edge: Edge) => {
    const [row, column] = [rows[rowOf(edge)]?.value ?? 0, columns[columnOf(edge)]?.value ?? 0];
    return Math.min(fewest, Math.min(row, column) - Math.max(0, row + column - whole.value));
  };
  const unknownCells = () => cells.filter(({ hidden }) => hidden);
  for (const edge of small) {
    const enough = wanted(edge);
    while (roomOf(flow, unknownCells(), edge, enough) < enough) {
      const more = cheapestRectangle(edge);
      if (more.length === 0) return nothing;
      for (const each of more) each.hidden = true;
    }
  }

  /** The cells to be hidden with one so that it can move by moving three others; the fewest people first. */
  function cheapestRectangle(edge: Edge): Edge[] {
    let best: { cost: number; hide: Edge[] } | null = null;
    for (let row = 0; row < rows.length; row += 1)
      for (let column = 0; column < columns.length; column += 1) {
        if (row === rowOf(edge) || column === columnOf(edge)) continue;
        const corners = [cell(rowOf(edge), column), cell(row, columnOf(edge)), cell(row, column)];
        const hide = corners.filter(({ hidden }) => !hidden);
        if (hide.length === 0) continue;
        // What gives room must have some itself; a pair of noughts gives none.
        const room = Math.min(corners[0]?.value ?? 0, corners[1]?.value ?? 0) + Math.min(edge.value, corners[2]?.value ?? 0);
        const cost = hide.reduce((sum, { value }) => sum + value, 0) + (room < fewest ? whole.value : 0);
        if (best === null || cost < best.cost) best = { cost, hide };
      }
    return best?.hide ?? [];
  }

  // Totals that are small themselves, against somebody who knows only what is shown.
  const unknown = () => edges.filter(({ hidden }) => hidden);
  for (const kind of [rows, columns])
    for (const edge of kind.filter(({ value }) => value < fewest))
      while (roomOf(flow, unknown(), edge, fewest) < fewest) {
        const [next] = kind.filter(({ hidden }) => !hidden).sort((one, other) => one.value - other.value);
        if (next === undefined) return nothing;
        next.hidden = true;
      }
  const told = ({ value, hidden }: Edge) => (hidden ? null : value);
  return {
    cells: counts.map((line, row) => line.map((_, column) => told(cell(row, column)))),
    rowTotals: rows.map(told),
    columnTotals: columns.map(told),
    total: told(whole),
  };
}
