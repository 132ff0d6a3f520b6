import { describe, expect, it } from "vitest";
import { isOriginAllowed } from "./origin.ts";

const allowed = ["https://signalbox.example.com"];

describe("the origin check", () => {
  it("lets in the product's own pages and programs without an origin", () => {
    expect(isOriginAllowed({ origin: "https://signalbox.example.com", host: "10.0.0.1:3000" }, allowed)).toBe(true);
    expect(isOriginAllowed({ host: "signalbox.example.com" }, allowed)).toBe(true);
  });

  it("refuses other sites, also ones that look alike or hide their origin", () => {
    for (const origin of ["https://evil.example", "http://signalbox.example.com", "null", "", "not a url"]) {
      expect(isOriginAllowed({ origin, host: "signalbox.example.com" }, allowed)).toBe(false);
    }
  });

  it("lets in the page of the same host where that is no name that could be made to lead here", () => {
    expect(isOriginAllowed({ origin: "http://localhost:3100", host: "localhost:3100" }, allowed)).toBe(true);
    expect(isOriginAllowed({ origin: "http://127.0.0.1:3100", host: "127.0.0.1:3100" }, allowed)).toBe(true);
    expect(isOriginAllowed({ origin: "http://192.168.1.20:3000", host: "192.168.1.20:3000" }, allowed)).toBe(true);
    expect(isOriginAllowed({ origin: "http://[fd00::20]:3000", host: "[fd00::20]:3000" }, allowed)).toBe(true);
    expect(isOriginAllowed({ origin: "http://192.168.1.21:3000", host: "192.168.1.20:3000" }, allowed)).toBe(false);
    expect(isOriginAllowed({ origin: "http://localhost:4000", host: "localhost:3100" }, allowed)).toBe(false);
    expect(isOriginAllowed({ origin: "http://127.0.0.1.evil.example", host: "127.0.0.1.evil.example" }, allowed)).toBe(
      false,
    );
    expect(isOriginAllowed({ origin: "http://rebound.example:3000", host: "rebound.example:3000" }, allowed)).toBe(
      false,
    );
  });
});
