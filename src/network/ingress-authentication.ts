import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';

/** External authentication of each request. */
export interface ExternalAuthenticationOptions {
  /** The URL of the authentication endpoint, such as `https://oauth2-proxy.example.com/oauth2/auth`. */
  readonly url: string;
  /**
   * The URL of the sign-in page.
   * @default - none: unauthenticated requests are rejected
   */
  readonly signInUrl?: string;
}

/** An OpenID Connect provider, for an Application Load Balancer. */
export interface AlbOidcOptions {
  /** The issuer URL. */
  readonly issuer: string;
  /** Its authorization endpoint. */
  readonly authorizationEndpoint: string;
  /** Its token endpoint. */
  readonly tokenEndpoint: string;
  /** Its user info endpoint. */
  readonly userInfoEndpoint: string;
  /** An existing Secret of the job's namespace with the keys `clientID` and `clientSecret`. */
  readonly secretName: string;
}

/** Authentication at the Ingress: Flink's REST API has none. Guideline SEC-03. */
@checkedFactories('IngressAuthentication')
export class IngressAuthentication {
  /**
   * ingress-nginx with an external authentication service, such as oauth2-proxy.
   *
   * @example
   * const authentication = IngressAuthentication.nginxExternal({
   *   url: 'https://auth.example.com/oauth2/auth',
   *   signInUrl: 'https://auth.example.com/oauth2/start',
   * });
   */
  public static nginxExternal({ url, signInUrl }: ExternalAuthenticationOptions): IngressAuthentication {
    return new IngressAuthentication({
      'nginx.ingress.kubernetes.io/auth-url': url,
      ...(signInUrl === undefined ? {} : { 'nginx.ingress.kubernetes.io/auth-signin': signInUrl }),
    });
  }

  /**
   * ingress-nginx with basic authentication.
   *
   * @param secretName an existing Secret in the job's namespace with an `htpasswd` file under the key `auth`
   *
   * @example
   * const authentication = IngressAuthentication.nginxBasic('flink-users');
   */
  public static nginxBasic(secretName: string): IngressAuthentication {
    return new IngressAuthentication({
      'nginx.ingress.kubernetes.io/auth-type': 'basic',
      'nginx.ingress.kubernetes.io/auth-secret': secretName,
      'nginx.ingress.kubernetes.io/auth-realm': 'Flink',
    });
  }

  /**
   * Traefik with a Middleware that authenticates, such as ForwardAuth.
   *
   * @param name the name of the Middleware
   * @param namespace the namespace of the Middleware
   *
   * @example
   * const authentication = IngressAuthentication.traefikMiddleware('oauth', 'traefik');
   */
  public static traefikMiddleware(name: string, namespace: string): IngressAuthentication {
    return new IngressAuthentication({ 'traefik.ingress.kubernetes.io/router.middlewares': `${namespace}-${name}@kubernetescrd` });
  }

  /**
   * An AWS Application Load Balancer with an OpenID Connect provider.
   *
   * @example
   * const authentication = IngressAuthentication.albOidc({
   *   issuer: 'https://login.example.com',
   *   authorizationEndpoint: 'https://login.example.com/authorize',
   *   tokenEndpoint: 'https://login.example.com/token',
   *   userInfoEndpoint: 'https://login.example.com/userinfo',
   *   secretName: 'flink-oidc',
   * });
   */
  public static albOidc({ issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, secretName }: AlbOidcOptions): IngressAuthentication {
    return new IngressAuthentication({
      'alb.ingress.kubernetes.io/auth-type': 'oidc',
      'alb.ingress.kubernetes.io/auth-idp-oidc': JSON.stringify({ issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, secretName }),
      'alb.ingress.kubernetes.io/auth-on-unauthenticated-request': 'authenticate',
    });
  }

  /**
   * Any other ingress controller.
   *
   * @param annotations annotations of the Ingress; may be empty
   * @param statement what authenticates requests, and how; written to the manifest as the reason of a suppression of SEC-03
   *
   * @example
   * const authentication = IngressAuthentication.other(
   *   { 'haproxy.org/auth-type': 'basic-auth', 'haproxy.org/auth-secret': 'flink-users' },
   *   'HAProxy requires a user name and password',
   * );
   */
  public static other(annotations: { readonly [annotation: string]: string }, statement: string): IngressAuthentication {
    return new IngressAuthentication({ ...annotations }, statement);
  }

  private constructor(
    private readonly annotations: { readonly [annotation: string]: string },
    private readonly statement?: string) {}

  /** @internal */
  public _annotations(settings: JobSettings): { readonly [annotation: string]: string } {
    const { annotations, statement } = this;
    if (statement?.trim() === '') {
      settings.refuse('SEC-03', 'ingress.authentication.statement', statement, 'must not be empty: the statement becomes the reason of a suppression', 'Write what authenticates requests, and how');
    } else if (statement !== undefined) {
      settings.notes.acknowledgements.push({ id: 'SEC-03', reason: statement });
    }
    for (const [annotation, value] of Object.entries(annotations)) {
      if (!value) settings.refuse('SEC-03', `ingress.authentication['${annotation}']`, value, 'must not be empty', 'Write the value that the ingress controller reads');
    }
    return annotations;
  }
}
