package twitcher.zk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.X509Util;
import org.apache.zookeeper.server.auth.DigestLoginModule;

/** How the client proves by SASL who it is. */
sealed interface Sasl {
    /** By the mechanism DIGEST-MD5, with {@code user:password} from a file. */
    record Digest(SecretFile file) implements Sasl {
        /** The JDK's: below info it tells the password. Kept here, because the JVM forgets what nobody keeps. */
        private static final Logger CHATTY = Logger.getLogger("javax.security.sasl");

        @Override
        public AppConfigurationEntry login() {
            CHATTY.setFilter(line -> line.getLevel().intValue() >= Level.INFO.intValue());
            String[] account = file.account();
            return required(DigestLoginModule.class.getName(), Map.of("username", account[0], "password", account[1]));
        }

        /** MD5 is none of what FIPS allows, and the client keeps to that unless told. */
        @Override
        public void configure(ZKClientConfig client) {
            client.setProperty(X509Util.FIPS_MODE_PROPERTY, "false");
        }
    }

    /**
     * By Kerberos (GSSAPI).
     *
     * @param principal who the client is
     * @param keyTab with the keys of that principal
     * @param server the principal of the servers; empty: {@code zookeeper/<host>}
     */
    record Kerberos(String principal, SecretFile keyTab, Optional<String> server) implements Sasl {
        @Override
        public AppConfigurationEntry login() {
            Map<String, String> options = new HashMap<>();
            options.put("useKeyTab", "true");
            options.put("storeKey", "true");
            options.put("useTicketCache", "false");
            options.put("doNotPrompt", "true");
            options.put("keyTab", keyTab.checked().toAbsolutePath().toString());
            options.put("principal", principal);
            return required("com.sun.security.auth.module.Krb5LoginModule", options);
        }

        @Override
        public void configure(ZKClientConfig client) {
            server.ifPresent(name -> client.setProperty(ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL, name));
        }
    }

    /** As configured; empty: not at all. */
    static Optional<Sasl> read(SettingsReader from) {
        Optional<SecretFile> digest = SecretFile.named("saslDigestFile", from.text("saslDigestFile"));
        Optional<SecretFile> keyTab = SecretFile.named("saslKeyTab", from.text("saslKeyTab"));
        if (keyTab.isEmpty()) {
            return digest.map(Digest::new);
        }
        if (digest.isPresent()) {
            from.problem("saslDigestFile: not used, because saslKeyTab is set too; leave one of them out");
        }
        String principal = from.text("saslPrincipal");
        if (principal.isEmpty()) {
            from.problem(
                    "saslPrincipal: missing; saslKeyTab needs it: whose keys they are, such as twitcher@EXAMPLE.COM");
        }
        Optional<String> server = Optional.of(from.text("saslServerPrincipal")).filter(name -> !name.isEmpty());
        return Optional.of(new Kerberos(principal, keyTab.get(), server));
    }

    /**
     * What JAAS is to do.
     *
     * @throws IllegalArgumentException in words for the operator, if a file cannot be used
     */
    AppConfigurationEntry login();

    /** Tells a client to be made what else it must know. */
    void configure(ZKClientConfig client);

    private static AppConfigurationEntry required(String module, Map<String, String> options) {
        return new AppConfigurationEntry(module, LoginModuleControlFlag.REQUIRED, options);
    }
}
