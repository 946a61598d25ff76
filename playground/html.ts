/** The one HTML page of the playground: sets what Grafana's packages read before they start. */

const bootScript = `
  const wanted = new URLSearchParams(location.search).get('theme');
  const theme = wanted === 'light' ? 'light' : 'dark';
  document.documentElement.style.colorScheme = theme;
  document.documentElement.style.background = theme === 'light' ? '#f4f5f5' : '#111217';
  window.__grafana_public_path__ = '/public/';
  window.grafanaBootData = {
    assets: { dark: '', light: '' },
    navTree: [],
    user: { id: 1, login: 'playground', name: 'Playground', theme, orgId: 1, orgRole: 'Admin', timezone: 'utc',
      isSignedIn: true, permissions: { 'datasources:explore': true }, weekStart: 'monday', locale: 'en-US', language: 'en-US' },
    settings: {
      appSubUrl: '', appUrl: location.origin + '/', buildInfo: { version: '13.1.0', commit: '', env: 'production', edition: 'Open Source' },
      featureToggles: {}, datasources: {}, panels: {}, apps: {}, defaultDatasource: 'Modelwatch', minRefreshInterval: '1s',
      dateFormats: { fullDate: 'YYYY-MM-DD HH:mm:ss', useBrowserLocale: false, defaultTimezone: 'utc', interval: {
        millisecond: 'HH:mm:ss.SSS', second: 'HH:mm:ss', minute: 'HH:mm', hour: 'MM/DD HH:mm', day: 'MM/DD', month: 'YYYY-MM', year: 'YYYY' } },
    },
  };`;

export const html = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Modelwatch playground</title>
  <link rel="icon" href="/public/plugins/modelwatch-monitoring-app/img/logo.svg">
  <link rel="stylesheet" href="/build/main.css">
  <style>html, body, #root { height: 100%; margin: 0; }</style>
  <script>${bootScript}</script>
  <script src="/public/lib/system.js"></script>
  <script src="/public/lib/amd.js"></script>
  <script type="module" src="/build/main.js"></script>
</head>
<body><div id="root"></div></body>
</html>
`;
