// Everything the web client may take from others: adding a name here needs an ADR.
export { decode, decodeMulti, encode } from '@msgpack/msgpack';
export { batch, computed, effect, signal } from '@preact/signals';
export { html } from 'htm/preact';
export { Fragment, h, render } from 'preact';
export {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'preact/hooks';
