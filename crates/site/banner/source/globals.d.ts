// Names that are not in the standard library of the type checker.

declare const CANDOR_SIGNALS: Record<string, string>;
declare const CANDOR_SETTINGS: import("./settings.js").Settings;
declare const CANDOR_STYLE: string;
declare const CANDOR_TRUSTED_TYPES: boolean;

interface Window {
  dataLayer?: unknown[];
  trustedTypes?: { createPolicy<Rules>(name: string, rules: Rules): Rules };
}

interface Navigator {
  globalPrivacyControl?: boolean;
}
