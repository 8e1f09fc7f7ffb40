/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where the API is when the hosting page does not say; https://… without a slash at the end. */
  readonly VITE_API_URL?: string;
}
