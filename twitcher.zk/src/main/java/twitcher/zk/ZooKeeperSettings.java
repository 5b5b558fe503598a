package twitcher.zk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@code twitcher.zk.cfg} and their defaults. All may be changed while the daemon runs. */
@ComponentPropertyType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ObjectClassDefinition
@interface ZooKeeperSettings {
    /** Where ZooKeeper is: {@code host:port,host:port/chroot}; without a port 2181. Empty: {@code localhost}. */
    String servers() default "";

    /** How long the servers keep a session whose client is silent; they may shorten or lengthen it. */
    @AttributeDefinition(min = "100")
    int sessionTimeoutMs() default 15_000;

    /** How many reads are under way at once, at most; fewer when answers are large. */
    @AttributeDefinition(min = "1")
    int readsInFlight() default 128;

    /** The largest answer that is accepted; a greater one costs the connection. At most 2 MiB of it may be data. */
    @AttributeDefinition(min = "65536")
    int maxReplyBytes() default 4_194_304;

    /** Over how long the start of a re-read of many nodes is spread after a reconnection. */
    @AttributeDefinition(min = "0")
    int spreadMs() default 1_000;

    /** How often all nodes are compared with the servers though nothing happened; 0: never. */
    @AttributeDefinition(min = "0")
    int auditMinutes() default 60;

    /** A file with {@code user:password} for the scheme {@code digest}; mode 0600. */
    String digestFile() default "";

    /** A file with {@code user:password} for SASL with DIGEST-MD5; mode 0600. */
    String saslDigestFile() default "";

    /** A Kerberos key table for SASL with GSSAPI; mode 0600. */
    String saslKeyTab() default "";

    /** Whose keys are used from the key table, such as {@code twitcher@EXAMPLE.COM}. */
    String saslPrincipal() default "";

    /** The Kerberos principal of the servers; empty: {@code zookeeper/<host connected to>}. */
    String saslServerPrincipal() default "";

    /** Whether to use TLS. */
    boolean tls() default false;

    /** A key store with this client's certificate: JKS, PKCS12 or PEM, by its ending. */
    String tlsKeyStore() default "";

    /** A file with the key store's password; mode 0600. */
    String tlsKeyStorePasswordFile() default "";

    /** A trust store with the servers' authorities: JKS, PKCS12 or PEM, by its ending. */
    String tlsTrustStore() default "";

    /** A file with the trust store's password; mode 0600. */
    String tlsTrustStorePasswordFile() default "";

    /** Whether the name in a server's certificate must be the name that was connected to. */
    boolean tlsVerifyHostName() default true;
}
