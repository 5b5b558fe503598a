package org.example.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.ConfigLanguageName;
import twitcher.api.config.ConfigSource;
import twitcher.api.config.Declarations;
import twitcher.api.config.Document;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;

/** YAML files: the same as JSON files, in YAML 1.2. Any thread. */
@Component
@ConfigLanguageName(name = "yaml", extension = "yaml")
public final class YamlLanguage implements ConfigLanguage {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(true) // the table of settings says where both stand
            .setMaxAliasesForCollections(50)
            .build();

    @Override
    public Declarations read(ConfigSource source) {
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(source.text().text());
            return root.map(node -> Document.declarations(new Reader(source.file()).value(node)))
                    .orElseGet(() -> Declarations.refused(new Problem(
                            new Location(source.file(), 1, 1), "the file is empty; expected watches: [...]")));
        } catch (MarkedYamlEngineException e) {
            Location at = e.getProblemMark().map(mark -> at(source.file(), mark)).orElse(Location.NONE);
            return Declarations.refused(new Problem(at, e.getContext() + ": " + e.getProblem()));
        } catch (YamlEngineException e) {
            return Declarations.refused(new Problem(new Location(source.file(), 0, 0), e.getMessage()));
        }
    }

    private static Location at(String file, Mark mark) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Turns nodes into values, each with its place. */
    private record Reader(String file) {
        Value value(Node node) {
            Location at = node.getStartMark().map(mark -> at(file, mark)).orElse(Location.NONE);
            if (node instanceof MappingNode mapping) {
                return new Value.Fields(fields(mapping), at);
            } else if (node instanceof SequenceNode sequence) {
                return new Value.Items(sequence.getValue().stream().map(this::value).toList(), at);
            }
            return scalar((ScalarNode) node, at);
        }

        private List<Value.Field> fields(MappingNode mapping) {
            List<Value.Field> fields = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                Value key = value(tuple.getKeyNode());
                String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                fields.add(new Value.Field(name, key.at(), value(tuple.getValueNode())));
            }
            return fields;
        }

        private static Value scalar(ScalarNode node, Location at) {
            String text = node.getValue();
            if (node.getTag().equals(Tag.NULL)) {
                return new Value.Nothing(at);
            } else if (node.getTag().equals(Tag.BOOL)) {
                return new Value.Flag(Boolean.parseBoolean(text), at);
            } else if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
                return number(text, at);
            }
            return new Value.Text(text, at);
        }

        /** Only decimal numbers are settings; 0x10, .inf and the like are strings that a setting refuses. */
        private static Value number(String text, Location at) {
            try {
                return new Value.Numeral(new BigDecimal(text), at);
            } catch (NumberFormatException e) {
                return new Value.Text(text, at);
            }
        }
    }
}
