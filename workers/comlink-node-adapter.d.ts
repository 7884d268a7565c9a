// Comlink ships this module with types under another name than the file that Node and bundlers resolve.
declare module 'comlink/dist/esm/node-adapter.mjs' {
  export { default } from 'comlink/dist/esm/node-adapter';
}
