/** An account of the demo, as the sign-in page offers it. */
export interface DemoAccount {
  email: string;
  name: string;
  role: string;
  orgName: string;
}
