export function PanelOptionsPage() { return null; }
