import java.util.List;
import java.util.Map;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.transport.Netty4Plugin;

/**
 * A node of Elasticsearch in a process of its own, with the settings of the command line ("name=value", lists with commas). It ends
 * with its standard input, so with whoever started it, however that ends.
 */
public final class ClusterNode extends Node {
    private ClusterNode(Settings settings) {
        super(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
            List.of(Netty4Plugin.class),
            true
        );
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            // OpenSearch gave this setting another name.
            String name = parts[0].replace("initial_cluster_manager_nodes", "initial_master_nodes");
            if (parts[1].contains(",")) {
                settings.putList(name, parts[1].split(","));
            } else {
                settings.put(name, parts[1]);
            }
        }
        new ClusterNode(settings.build()).start();
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }
}
