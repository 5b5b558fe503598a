package twitcher.config.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import twitcher.api.config.Document;
import twitcher.api.settings.WatchSettings;

/** The JSON Schema of config files, made from the tables of settings. */
final class ConfigSchema {
    static final Path FILE = Path.of("..", "docs", "twitcher.schema.json");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ConfigSchema() {}

    static JsonNode made() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "twitcher 2 config");
        schema.putAll(Document.TABLE.schema());
        schema.put("$defs", Map.of("watch", WatchSettings.schema()));
        JsonNode tree = JSON.valueToTree(schema);
        ((ObjectNode) tree.at("/properties/watches/items")).removeAll().put("$ref", "#/$defs/watch");
        return tree;
    }

    static String text(JsonNode schema) throws JsonProcessingException {
        return JSON.writeValueAsString(schema) + "\n";
    }
}
