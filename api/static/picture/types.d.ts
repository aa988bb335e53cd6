// What the page gives its script (api/pages/drawing.py), and what of vis-network is used.
export interface Span {
  first: string; last: string; certain: boolean; verb: string; since: string | null; said: string | null;
  certainty: string | null; text: string; claims: string[];
}
export interface Edge {
  id: string; from: string; to: string; key: string; name: string; conflict: boolean; spans: Span[];
}
export interface Spot {
  id: string; label: string; name: string; kind: string | null; href: string; sort: string;
  anchor: boolean; width: number; height: number; font: number;
}
export interface Source { title: string; url: string | null; href: string }
export interface Claim {
  id: string; text: string; said_on: string | null; reported_by: string | null;
  certainty: string | null; href: string; sources: [string, string | null][];
}
export interface NodeKey { key: string; name: string; shape: string }
export interface EdgeKey { key: string; name: string; part: string; dash: number[]; conflict: boolean }
export interface PictureData {
  title: string; filename: string; day: string; days: string[]; changes: number[];
  columns: { name: string; x: number; y: number }[];
  nodes: Spot[]; edges: Edge[];
  claims: Record<string, Claim> | null; sources: Record<string, Source> | null;
  legend: { nodes: NodeKey[]; edges: EdgeKey[] }; hidden: string[];
  left_out: { text: string; href: string }[]; html_href: string | null;
  network: { nodes: VisNode[]; edges: VisEdge[]; options: object };
  /** Set in a file that is read from a disk: the view at the time of the download. */
  offline?: { search: string };
}
export interface Point { x: number; y: number }
export interface Bounds { left: number; top: number; right: number; bottom: number }
export interface VisNode extends Point { id: string; label: string; shape: string }
export interface VisEdge { id: string; from: string; to: string; way: number[] }
export interface Shown { nodes: Set<string>; edges: Set<string> }
/** A line of the picture: where it begins, and curves from there on, each by its two bends and its end. */
export interface Curve { from: Point; to: Point; parts: [Point, Point, Point][] }
/** The state in which vis-network asks for a node to be drawn. */
export interface Brush {
  ctx: CanvasRenderingContext2D; id: string; x: number; y: number;
  state: { selected: boolean; hover: boolean };
}
/** A line as vis-network 9.1.2 keeps it: what Parley lends it, and what it says of its state. */
export interface VisLine {
  selected: boolean; hover: boolean; connected: boolean;
  edgeType: { _getViaCoordinates(): [Point, Point]; getDistanceToEdge(x1: number, y1: number, x2: number, y2: number, x: number, y: number): number };
  draw(ctx: CanvasRenderingContext2D): void; drawArrows(ctx: CanvasRenderingContext2D): void;
}
interface VisDataSet { update(rows: object[]): void }
interface VisNetwork {
  on(event: string, handler: (found: any) => void): void;
  once(event: string, handler: () => void): void;
  off(event: string, handler: (found: any) => void): void;
  redraw(): void; setOptions(options: object): void;
  moveTo(options: object): void; getScale(): number; getViewPosition(): Point;
  canvasToDOM(place: Point): Point; DOMtoCanvas(place: Point): Point;
  setSelection(items: { nodes: string[]; edges: string[] }): void;
  body: { nodes: Record<string, { options: { hidden: boolean } }>; edges: Record<string, VisLine> };
}
declare global {
  const vis: {
    DataSet: new (rows: object[]) => VisDataSet;
    Network: new (where: HTMLElement, data: object, options: object) => VisNetwork;
  };
  interface Window {
    /** For scripts and tests: what is drawn, where a point of it is on the screen, how a line runs. */
    parley: { picture(): object; place(point: Point): Point | null; way(id: string): Curve | null };
  }
}
