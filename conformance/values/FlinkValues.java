import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;
import org.apache.flink.configuration.ConfigOptions.TypedConfigOptionBuilder;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * Asks Flink itself what it makes of a value.
 *
 * Reads lines of `type TAB enum class or - TAB text as a JSON string`, answers each with one line of JSON:
 * `{"ok":true,"parsed":...}` or `{"ok":false,"error":"class of the innermost exception"}`. Of a Duration or a MemorySize it also
 * says how Flink prints it, if it can.
 * Numbers that JSON readers would round are strings: Long, a Duration's nanoseconds, a MemorySize's bytes, Float and Double.
 *
 * Run it with one flink-dist jar on the class path. The argument `flat` or `yaml` says which configuration file the
 * cluster was started from; only Flink 1.x knows `flat`, and only there it makes a difference.
 */
public class FlinkValues {
    private static final String KEY = "asked";

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("flat")) readFlatFile();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split("\t", 3);
            out.println(answer(parts[0], parts[1], unquote(parts[2])));
        }
        out.flush();
    }

    /** What Flink does at start when it finds only the old file: from then on every Configuration is flat. */
    private static void readFlatFile() throws Exception {
        Path folder = Files.createTempDirectory("flat");
        Path file = Files.createFile(folder.resolve("flink-conf.yaml"));
        try {
            GlobalConfiguration.loadConfiguration(folder.toString());
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
        Method standard = GlobalConfiguration.class.getDeclaredMethod("isStandardYaml");
        standard.setAccessible(true);
        if ((Boolean) standard.invoke(null)) throw new IllegalStateException("this Flink did not take the flat file");
    }

    private static String answer(String type, String enumClass, String text) {
        StringBuilder json = new StringBuilder();
        try {
            Configuration configuration = new Configuration();
            configuration.setString(KEY, text);
            Object value = configuration.getOptional(option(type, enumClass)).get();
            json.append("{\"ok\":true,\"parsed\":");
            write(json, value);
            String printed = printed(value);
            if (printed != null) quote(json.append(",\"printed\":"), printed);
            return json.append('}').toString();
        } catch (Throwable e) {
            Throwable cause = e;
            while (cause.getCause() != null) cause = cause.getCause();
            return "{\"ok\":false,\"error\":\"" + cause.getClass().getSimpleName() + "\"}";
        }
    }

    private static String printed(Object value) {
        if (value instanceof MemorySize) return value.toString();
        try {
            return value instanceof Duration ? TimeUtils.formatWithHighestUnit((Duration) value) : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ConfigOption<?> option(String type, String enumClass) throws Exception {
        boolean list = type.startsWith("List<");
        String element = list ? type.substring(5, type.length() - 1) : type;
        OptionBuilder builder = ConfigOptions.key(KEY);
        TypedConfigOptionBuilder<?> typed;
        switch (element) {
            case "String": typed = builder.stringType(); break;
            case "Boolean": typed = builder.booleanType(); break;
            case "Integer": typed = builder.intType(); break;
            case "Long": typed = builder.longType(); break;
            case "Float": typed = builder.floatType(); break;
            case "Double": typed = builder.doubleType(); break;
            case "Duration": typed = builder.durationType(); break;
            case "MemorySize": typed = builder.memoryType(); break;
            case "Map": typed = builder.mapType(); break;
            case "Enum": typed = builder.enumType((Class) Class.forName(enumClass)); break;
            default: throw new IllegalArgumentException("no such type: " + type);
        }
        return list ? typed.asList().noDefaultValue() : typed.noDefaultValue();
    }

    private static void write(StringBuilder json, Object value) {
        if (value instanceof List) {
            String separator = "[";
            if (((List<?>) value).isEmpty()) json.append('[');
            for (Object item : (List<?>) value) {
                json.append(separator);
                write(json, item);
                separator = ",";
            }
            json.append(']');
        } else if (value instanceof Map) {
            // read as what the option promises, so that a wrong element type shows here
            Map<String, String> sorted = new TreeMap<>((Map<String, String>) value);
            String separator = "{";
            if (sorted.isEmpty()) json.append('{');
            for (Map.Entry<String, String> entry : sorted.entrySet()) {
                quote(json.append(separator), entry.getKey());
                quote(json.append(':'), entry.getValue());
                separator = ",";
            }
            json.append('}');
        } else if (value instanceof Duration) {
            Duration d = (Duration) value;
            BigInteger nanos = BigInteger.valueOf(d.getSeconds()).multiply(BigInteger.valueOf(1_000_000_000L)).add(BigInteger.valueOf(d.getNano()));
            quote(json, nanos.toString());
        } else if (value instanceof MemorySize) {
            quote(json, Long.toString(((MemorySize) value).getBytes()));
        } else if (value instanceof Boolean || value instanceof Integer) {
            json.append(value);
        } else {
            quote(json, value.toString());
        }
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < 0x20 || c > 0x7e) json.append(String.format("\\u%04x", (int) c));
            else json.append(c);
        }
        json.append('"');
    }

    private static String unquote(String json) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < json.length() - 1; i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = json.charAt(++i);
            int escape = "bfnrt".indexOf(c);
            if (c == 'u') {
                text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                text.append(escape < 0 ? c : "\b\f\n\r\t".charAt(escape));
            }
        }
        return text.toString();
    }
}
