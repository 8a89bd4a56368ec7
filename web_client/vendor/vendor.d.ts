/** Types of what web_client/vendor/vendor.js exports; only what the client uses is described. */

// Preact: https://preactjs.com/guide/v10/api-reference
export interface VNode<P = any> {
  type: any;
  props: P & { children?: ComponentChildren };
  key: string | number | null | undefined;
}
export type ComponentChild = VNode | ReadonlySignal<any> | object | string | number | bigint | boolean | null | undefined;
export type ComponentChildren = ComponentChild | ComponentChild[];
export type ComponentType<P = any> = (props: P) => ComponentChild;
export function h(type: string | ComponentType<any>, props: object | null, ...children: ComponentChildren[]): VNode;
export function render(what: ComponentChild, into: Element | DocumentFragment): void;
export const Fragment: ComponentType<{ children?: ComponentChildren }>;

/** htm bound to `h`: templates with one root give that root. */
export function html(strings: TemplateStringsArray, ...values: any[]): VNode;

// Preact hooks
export interface MutableRef<T> {
  current: T;
}
export type Cleanup = void | (() => void);
export function useState<S>(initial: S | (() => S)): [S, (next: S | ((before: S) => S)) => void];
export function useState<S = undefined>(): [S | undefined, (next: S | undefined) => void];
export function useEffect(run: () => Cleanup, inputs?: readonly unknown[]): void;
export function useLayoutEffect(run: () => Cleanup, inputs?: readonly unknown[]): void;
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T;
export function useRef<T>(initial: T): MutableRef<T>;
export function useRef<T>(initial: T | null): MutableRef<T | null>;
export function useRef<T = undefined>(): MutableRef<T | undefined>;

// Signals: https://preactjs.com/guide/v10/signals
export interface ReadonlySignal<T = any> {
  readonly value: T;
  peek(): T;
  subscribe(run: (value: T) => void): () => void;
}
export interface Signal<T = any> extends ReadonlySignal<T> {
  value: T;
}
export function signal<T>(value: T): Signal<T>;
export function signal<T = undefined>(): Signal<T | undefined>;
export function computed<T>(derive: () => T): ReadonlySignal<T>;
export function effect(run: () => Cleanup): () => void;
export function batch<T>(run: () => T): T;

// MessagePack: https://github.com/msgpack/msgpack-javascript
export interface DecodeOptions {
  useBigInt64?: boolean;
  rawStrings?: boolean;
  maxStrLength?: number;
  maxBinLength?: number;
  maxArrayLength?: number;
  maxMapLength?: number;
  maxExtLength?: number;
}
export interface EncodeOptions {
  useBigInt64?: boolean;
  maxDepth?: number;
  initialBufferSize?: number;
  sortKeys?: boolean;
  forceFloat32?: boolean;
  forceIntegerToFloat?: boolean;
  ignoreUndefined?: boolean;
}
export function encode(value: unknown, options?: EncodeOptions): Uint8Array<ArrayBuffer>;
export function decode(bytes: ArrayLike<number> | ArrayBufferView | ArrayBufferLike, options?: DecodeOptions): unknown;
export function decodeMulti(
  bytes: ArrayLike<number> | ArrayBufferView | ArrayBufferLike,
  options?: DecodeOptions,
): Generator<unknown, void, unknown>;
