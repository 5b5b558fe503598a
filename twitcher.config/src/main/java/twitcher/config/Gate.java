package twitcher.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.Guests;
import twitcher.api.admin.Proofreader;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.ConfigLanguageName;
import twitcher.api.config.ConfigurationPid;
import twitcher.api.config.ConfigurationRule;
import twitcher.api.process.Accounts;
import twitcher.config.Languages.Language;
import twitcher.config.Readings.Shelf;

/**
 * The gate between the watched folder and everything else. One thread, {@code twitcher-config}, owns all that is known;
 * services come and go on other threads and are handed over to it. Languages and bundles run on threads of their own,
 * with time limits, and nothing waits for them.
 *
 * <p>Configurations are applied at once; all else begins when the framework has started all its bundles, so that what a
 * file needs is there if it will be at all.
 */
@Component(service = ConfigFiles.class, immediate = true, configurationPid = "twitcher.config")
@Designate(ocd = GateConfig.class)
public final class Gate implements ConfigFiles {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    private static final String NAME = ConfigLanguageName.PREFIX_ + "name";
    private static final String ENDING = ConfigLanguageName.PREFIX_ + "extension";
    private static final String MODULES = ConfigLanguageName.PREFIX_ + "modules";
    private static final String AT_ONCE = ConfigLanguageName.PREFIX_ + "atOnce";

    private final BundleContext context;
    private final Path folder;
    private final Owner owner = new Owner();
    private final Languages languages = new Languages();
    private final Known known = new Known();
    private final Rules rules = new Rules();
    private final AtomicReference<Optional<Guests>> guests = new AtomicReference<>(Optional.empty());
    private final Statuses statuses = new Statuses();
    private final Agenda agenda = new Agenda(owner);
    private final Events events;
    private final Readings readings;
    private final Bundles bundles;
    private final Configurations configurations;
    private final Reconciler reconciler;
    private final Rescan rescan;
    private final Feed feed;
    private final Path temporary;
    private final Errands errands;
    private final Proofs proofs;
    private final BundleListener bundleListener = this::bundleChanged;
    /** Tells before the bundle can be started. */
    private final SynchronousBundleListener knowledgeListener = this::knowledgeChanged;

    private final ServiceListener toldListener = event -> knowledgeChanged(event.getType());
    private final FrameworkListener frameworkListener = this::frameworkChanged;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile Limits limits;
    private ServiceRegistration<Runnable> command;
    private ServiceRegistration<Proofreader> shown;

    /** Wires everything; nothing is looked at yet. */
    @Activate
    public Gate(BundleContext context, @Reference ConfigurationAdmin admin, GateConfig config) {
        this.context = context;
        this.limits = Limits.of(config);
        this.folder = Path.of(property(FrameworkProperties.CONFIG_PATH));
        Places places = Places.of(context, Path.of(property(FrameworkProperties.STATE_DIR)));
        this.temporary = places.temporary();
        this.events = new Events(folder, agenda::wake);
        Tree tree = new Tree(folder, places.state(), trust(), events);
        Tools tools = new Tools(owner, new ReadOnce(tree), statuses, agenda, () -> limits);
        this.readings = new Readings(
                tools, languages, known, new Shelf(context, new NameStore(places.names()), places.published()));
        BundleWork work = new BundleWork(context, guests::get);
        this.bundles = new Bundles(tools, work, places.installed(), places.copies());
        this.configurations =
                new Configurations(tools, admin, places.applied(), new ConfigurationCheck(new Catalog(context), rules));
        this.reconciler = new Reconciler(tree, new Handlers(configurations, bundles, readings, languages), tools);
        this.errands = new Errands(owner, () -> limits);
        Trust ofShown = trust().ofCandidates();
        this.proofs = new Proofs(
                folder,
                ofShown,
                file -> errands.ask(() -> refusal(tree, file)),
                new ShownConfigs(folder, ofShown, errands, languages, readings),
                new ShownConfigurations(errands, configurations),
                new ShownBundles(work, places.copies()));
        this.rescan = new Rescan(reconciler, tools, folder.toString());
        this.feed = new Feed(context, admin, agenda::wake);
    }

    private String property(String name) {
        return Optional.ofNullable(context.getProperty(name))
                .orElseThrow(() -> new IllegalStateException("framework property " + name + ": must be set"));
    }

    private Trust trust() {
        return Boolean.parseBoolean(context.getProperty(FrameworkProperties.INSECURE_CONFIG))
                ? Trust.ofAnybody()
                : Trust.ofUser(Places.ownUid());
    }

    private static Optional<String> refusal(Tree tree, String file) {
        try {
            return tree.see(file).refusal();
        } catch (IOException e) {
            return Optional.empty(); // it is not there as the gate would find it
        }
    }

    /** Applies the configurations before it returns; everything else waits until the framework has started. */
    @Activate
    void start() {
        owner.await(() -> agenda.start(reconciler::look));
        Dictionary<String, Object> name = new Hashtable<>();
        name.put("twitcher.command", "rescan");
        shown = context.registerService(Proofreader.class, proofs, null);
        command = context.registerService(Runnable.class, () -> rescan.begin(Accept.KEEP_GUARD), name);
        context.addBundleListener(bundleListener);
        context.addBundleListener(knowledgeListener);
        listenForConfigured();
        context.addFrameworkListener(frameworkListener);
        if (systemBundle().getState() == Bundle.ACTIVE) {
            begin();
        }
    }

    /** New limits count from the next use on. */
    @Modified
    void modified(GateConfig config) {
        limits = Limits.of(config);
    }

    /** Readings vanish, so their watches wait; bundles and configurations stay, and are known again at the next start. */
    @Deactivate
    void end() {
        command.unregister();
        shown.unregister();
        context.removeBundleListener(bundleListener);
        context.removeBundleListener(knowledgeListener);
        context.removeServiceListener(toldListener);
        context.removeFrameworkListener(frameworkListener);
        feed.close();
        events.close();
        owner.close(() -> {
            bundles.close();
            errands.close();
            readings.close();
        });
    }

    private Bundle systemBundle() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    private void frameworkChanged(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            begin();
        }
    }

    private void begin() {
        if (begun.compareAndSet(false, true)) {
            owner.execute(() -> {
                reconciler.open();
                agenda.now();
            });
            feed.open(folder, temporary);
        }
    }

    private void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.INSTALLED, BundleEvent.RESOLVED, BundleEvent.UPDATED, BundleEvent.UNINSTALLED ->
                owner.execute(() -> {
                    configurations.knowledgeChanged(event.getBundle().getBundleId());
                    bundles.bundlesChanged(event.getBundle().getLocation());
                });
            default -> {
                // Nothing that a bundle could have waited for.
            }
        }
    }

    private void listenForConfigured() {
        try {
            context.addServiceListener(toldListener, Catalog.LISTENERS);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void knowledgeChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED) {
            owner.execute(
                    () -> configurations.knowledgeChanged(event.getBundle().getBundleId()));
        }
    }

    private void knowledgeChanged(int type) {
        if (type != ServiceEvent.MODIFIED && systemBundle().getState() != Bundle.STOPPING) {
            owner.execute(() -> configurations.knowledgeChanged(Catalog.NO_BUNDLE));
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLanguage(ConfigLanguage service, Map<String, Object> properties) {
        Offer.of(ENDING, properties)
                .ifPresent(offer -> owner.execute(() -> {
                    Language language = language(offer, service, properties);
                    LOG.info("language {}: reads .{} files", language.name(), offer.name());
                    languages.add(language);
                    readings.languageChanged(offer.name());
                    agenda.wake();
                }));
    }

    private static Language language(Offer offer, ConfigLanguage service, Map<String, Object> properties) {
        int atOnce = properties.get(AT_ONCE) instanceof Integer number ? Math.max(1, number) : 1;
        return new Language(String.valueOf(properties.get(NAME)), offer, modules(properties), atOnce, service);
    }

    private static Optional<String> modules(Map<String, Object> properties) {
        return properties.get(MODULES) instanceof String ending && !ending.isEmpty()
                ? Optional.of(ending)
                : Optional.empty();
    }

    /** When all bundles stop, one after the other, nothing has to wait for any of them. */
    void unbindLanguage(ConfigLanguage service, Map<String, Object> properties) {
        if (systemBundle().getState() == Bundle.STOPPING) {
            return;
        }
        Offer.of(ENDING, properties)
                .ifPresent(offer -> owner.execute(() -> {
                    LOG.info("language {}: is gone; what its files said stays in effect", properties.get(NAME));
                    if (languages.remove(offer)) {
                        readings.languageWent(offer.name());
                    }
                }));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindActionType(ActionType<?> type, Map<String, Object> properties) {
        Offer.of(ActionTypeName.PROPERTY, properties).ifPresent(offer -> {
            known.add(offer, type);
            owner.execute(() -> readings.actionTypeArrived(offer.name()));
        });
    }

    void unbindActionType(ActionType<?> type, Map<String, Object> properties) {
        Offer.of(ActionTypeName.PROPERTY, properties).ifPresent(known::remove);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRule(ConfigurationRule rule, Map<String, Object> properties) {
        rules.add(String.valueOf(properties.get(ConfigurationPid.PROPERTY)), rule);
        owner.execute(() -> configurations.knowledgeChanged(Catalog.NO_BUNDLE));
    }

    void unbindRule(ConfigurationRule rule) {
        rules.remove(rule);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindGuests(Guests present) {
        guests.set(Optional.of(present));
    }

    void unbindGuests(Guests gone) {
        guests.updateAndGet(present -> present.filter(p -> p != gone));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindAccounts(Accounts accounts) {
        known.add(accounts);
        owner.execute(readings::accountsArrived);
    }

    void unbindAccounts(Accounts accounts) {
        known.remove(accounts);
    }

    @Override
    public List<FileStatus> list() {
        return statuses.list();
    }

    @Override
    public String rescan(Accept accept) {
        return rescan.now(accept);
    }

    @Override
    public FolderStatus folder() {
        return new FolderStatus(folder.toString(), reconciler.lost());
    }
}
