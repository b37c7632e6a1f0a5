//! How Chinese characters are read: pinyin without tones, as people type it.
//!
//! The readings are static tables of the `pinyin` crate; nothing is loaded. A character with several readings has them
//! all, and `ü` is written `v`, as keyboards do.

use pinyin::ToPinyinMulti;

/// The readings of a character, without tones, each once; none if it is not Chinese.
pub fn readings(character: char) -> Vec<&'static str> {
    let mut readings: Vec<&'static str> = Vec::new();
    if let Some(multi) = character.to_pinyin_multi() {
        for reading in multi {
            let plain = as_typed(reading.plain());
            if !readings.contains(&plain) {
                readings.push(plain);
            }
        }
    }
    readings
}

/// A reading without what many speakers and keyboards do not tell apart: z and zh, c and ch, s and sh, -n and -ng.
pub fn blurred(reading: &str) -> String {
    let (first, rest) = reading.split_at(reading.chars().next().map_or(0, char::len_utf8));
    let rest = if matches!(first, "z" | "c" | "s") { rest.strip_prefix('h').unwrap_or(rest) } else { rest };
    let rest = rest.strip_suffix("ng").map_or_else(|| rest.to_owned(), |rest| format!("{rest}n"));
    format!("{first}{rest}")
}

/// A text in letters: each Chinese character as it is read most often, all else as it is.
pub fn spelled(text: &str) -> String {
    let mut spelled = String::new();
    for character in text.chars() {
        match readings(character).first() {
            Some(reading) => spelled.push_str(reading),
            None => spelled.push(character),
        }
    }
    spelled
}

/// Every way to read a run of letters as syllables, the fewest syllables first; none if it is not pinyin.
///
/// `xian` is `xian` and `xi an`. At most eight ways are given.
pub fn syllables(letters: &str) -> Vec<Vec<String>> {
    if letters.is_empty() || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    // The longest syllable there is has six letters: zhuang.
    let reach = |at: usize| at + 1..=letters.len().min(at + 6);
    // From where the rest is syllables to its end: other ways are many and lead nowhere.
    let mut leads_on = vec![false; letters.len() + 1];
    leads_on[letters.len()] = true;
    for at in (0..letters.len()).rev() {
        leads_on[at] = reach(at).any(|end| leads_on[end] && is_syllable(&letters[at..end]));
    }
    let mut ways = Vec::new();
    let mut open: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    while let Some((at, path)) = open.pop() {
        if at == letters.len() {
            ways.push(path);
            continue;
        }
        for end in reach(at).filter(|end| leads_on[*end]) {
            if is_syllable(&letters[at..end]) && open.len() + ways.len() < 64 {
                let mut longer = path.clone();
                longer.push(letters[at..end].to_owned());
                open.push((end, longer));
            }
        }
    }
    ways.sort_by_key(Vec::len);
    ways.truncate(8);
    ways
}

/// Every way to read a run of letters as syllables of which the last is only begun, the fewest syllables first: `linjiel`
/// is `lin jie l`. At most eight ways are given; a syllable that is whole is one that is begun too.
pub fn begun_syllables(letters: &str) -> Vec<Vec<String>> {
    let mut ways: Vec<Vec<String>> = Vec::new();
    // The longest syllable there is has six letters.
    for start in letters.len().saturating_sub(6).max(1)..letters.len() {
        let Some((whole, begun)) = letters.split_at_checked(start) else { continue };
        if begins_syllable(begun) {
            for mut way in syllables(whole) {
                way.push(begun.to_owned());
                ways.push(way);
            }
        }
    }
    ways.sort_by_key(Vec::len);
    ways.truncate(8);
    ways
}

/// Whether any Chinese character is read so.
fn is_syllable(letters: &str) -> bool {
    SYLLABLES.contains(&format!(" {letters} "))
}

/// Whether the reading of any Chinese character begins so.
fn begins_syllable(letters: &str) -> bool {
    SYLLABLES.contains(&format!(" {letters}")) && !letters.contains(' ')
}

/// Every way in which Chinese characters are read, with spaces around each: to ask them all takes milliseconds.
const SYLLABLES: &str = " \
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang \
    cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan \
    chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia \
    dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fiao \
    fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai \
    han hang hao he hei hen heng hm hng hong hou hu hua huai huan huang hui hun huo ji jia jian \
    jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou \
    ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian liang liao \
    lie lin ling liu lo long lou lu luan lun luo lv lve m ma mai man mang mao me mei men meng mi \
    mian miao mie min ming miu mo mou mu n na nai nan nang nao ne nei nen neng ng ni nian niang niao \
    nie nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian \
    piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran \
    rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha \
    shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si \
    song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu \
    tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong \
    xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang \
    zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai \
    zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo ê ";

/// With `ü`, which keyboards lack, as `v`.
fn as_typed(plain: &'static str) -> &'static str {
    match plain {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_all_their_readings() {
        assert_eq!(readings('推'), ["tui"]);
        assert!(readings('重').contains(&"zhong") && readings('重').contains(&"chong"));
        assert_eq!(readings('女')[0], "nv");
        assert!(readings('a').is_empty() && readings('。').is_empty());
    }

    #[test]
    fn every_reading_can_be_blurred() {
        assert_eq!(blurred("zhang"), blurred("zan"));
        // 欸 is read `ê`.
        for reading in ('\u{4e00}'..='\u{9fa5}').flat_map(readings) {
            assert_eq!(blurred(reading).chars().next(), reading.chars().next());
        }
    }

    #[test]
    fn syllables_are_what_characters_are_read_as() {
        let mut read: Vec<&str> = ('\u{4e00}'..='\u{9fa5}').flat_map(readings).collect();
        read.sort_unstable();
        read.dedup();
        assert_eq!(SYLLABLES.split_ascii_whitespace().collect::<Vec<_>>(), read);
    }

    #[test]
    fn letters_are_cut_into_syllables() {
        assert_eq!(syllables("tuilichengben")[0], ["tui", "li", "cheng", "ben"]);
        let ways = syllables("xian");
        assert!(ways.contains(&vec!["xian".to_owned()]) && ways.contains(&vec!["xi".into(), "an".into()]));
        assert_eq!(begun_syllables("linjiel")[0], ["lin", "jie", "l"]);
        assert_eq!(begun_syllables("zhangsh")[0], ["zhang", "sh"]);
        assert!(begun_syllables("linli").contains(&vec!["lin".to_owned(), "li".to_owned()]));
        for letters in ["", "l", "tlcb", "linv8", "林l"] {
            assert_eq!(begun_syllables(letters), [[""; 0]; 0], "{letters}");
        }
        // Each step may be made in two ways, and none leads to the end.
        assert!(syllables(&("an".repeat(400) + "q")).is_empty());
        assert_eq!(syllables(&"an".repeat(400)).len(), 8);
        assert!(syllables("tlcb").is_empty() && syllables("codex").is_empty() && syllables("").is_empty());
    }
}
