// Tests with a real Prometheus run in Node's environment, where the scaffold's browser stand-ins have nothing to stand in.
if (typeof HTMLCanvasElement !== 'undefined') {
  require('./.config/jest-setup');
}
