import globals from "globals";

const careful = {
  "no-undef": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
  "no-empty": "error",
  "no-shadow": "error",
  "no-implicit-globals": "error",
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: "error",
  "no-fallthrough": "error",
  "no-dupe-keys": "error",
  "no-unreachable": "error",
  "no-constant-condition": "error",
  "no-self-assign": "error",
  "no-const-assign": "error",
  "no-import-assign": "error",
  "no-dupe-class-members": "error",
  "no-this-before-super": "error",
  "constructor-super": "error",
  "no-unused-private-class-members": "error",
  "no-promise-executor-return": "off",
  "no-eval": "error",
  "max-lines": ["error", 500],
};

export default [
  { files: ["src/kuleshov/show/rooms/static/*.js"], languageOptions: { globals: globals.browser }, rules: careful },
  { files: ["tests/js/*.js"], languageOptions: { globals: { ...globals.node, ...globals.browser } }, rules: careful },
];
