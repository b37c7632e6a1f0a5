import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/**
 * A node of OpenSearch in a process of its own, with the settings of the command line ("name=value", lists with commas). It ends
 * with its standard input, so with whoever started it, however that ends.
 */
public final class ClusterNode extends Node {
    @SuppressWarnings({"unchecked", "rawtypes"})
    private ClusterNode(Settings settings) throws Exception {
        // A class in OpenSearch 2, what is said of one in 3.
        super(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
            (Collection) transport(),
            true
        );
    }

    private static List<Object> transport() throws Exception {
        if (Version.CURRENT.major < 3) {
            return List.of(Class.forName("org.opensearch.transport.Netty4Plugin"));
        }
        String plugin = "org.opensearch.transport.Netty4ModulePlugin";
        Class<?> info = Class.forName("org.opensearch.plugins.PluginInfo");
        for (Constructor<?> constructor : info.getConstructors()) {
            Class<?>[] types = constructor.getParameterTypes();
            if (types.length < 9 || types[0] != String.class || types[3] != Version.class) {
                continue;
            }
            List<Object> values = new ArrayList<>(List.of("transport", "", "1", Version.CURRENT, "21", plugin));
            for (Class<?> type : List.of(types).subList(values.size(), types.length)) {
                values.add(type == boolean.class ? (Object) false : List.class.isAssignableFrom(type) ? List.of() : null);
            }
            return List.of(constructor.newInstance(values.toArray()));
        }
        throw new IllegalStateException("this OpenSearch describes plugins in another way");
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts[1].contains(",")) {
                settings.putList(parts[0], parts[1].split(","));
            } else {
                settings.put(parts[0], parts[1]);
            }
        }
        new ClusterNode(settings.build()).start();
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }
}
