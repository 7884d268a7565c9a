// sql.js ships its builds without types of their own; this one has the engine inside.
declare module 'sql.js/dist/sql-wasm-inline.js' {
  export { default } from 'sql.js';
}
